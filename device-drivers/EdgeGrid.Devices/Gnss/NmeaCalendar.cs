namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// The date that belongs to a time of day. RMC and ZDA tell it; between them it is carried on, over midnight too.
/// <para>
/// A receiver whose firmware counts GPS weeks in ten bits tells a date 1024 weeks (19.6 years) too early once its range
/// is used up. Nothing is heard live from before the last leap second (2017): such a date is put right by 1024 weeks, as
/// gpsd does. That holds until August 2036.
/// </para>
/// </summary>
internal struct NmeaCalendar
{
    private const int RolloverDays = 1024 * 7;
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);
    private static readonly DateOnly LastLeapSecond = new(2017, 1, 1);

    private DateOnly? _date;
    private TimeSpan _lastTime;
    private bool _toldInEpoch;

    /// <summary>True for a recording that says when it was made: its dates are as told.</summary>
    public bool IsOfThePast { get; set; }

    /// <summary>A new epoch begins.</summary>
    public void Begin(TimeSpan timeOfDay)
    {
        if (_date is { } date && _lastTime - timeOfDay > HalfDay && date < DateOnly.MaxValue)
        {
            _date = date.AddDays(1);
        }

        (_lastTime, _toldInEpoch) = (timeOfDay, false);
    }

    /// <summary>The receiver tells the date of the present epoch. The first sentence that does is believed.</summary>
    public void Tell(DateOnly date)
    {
        if (!_toldInEpoch)
        {
            (_date, _toldInEpoch) = (IsOfThePast || date >= LastLeapSecond ? date : date.AddDays(RolloverDays), true);
        }
    }

    /// <summary>The instant, UTC; null while the date is not known.</summary>
    public readonly DateTimeOffset? At(TimeSpan timeOfDay) =>
        _date is { } date ? new DateTimeOffset(date.ToDateTime(default), TimeSpan.Zero) + timeOfDay : null;
}
