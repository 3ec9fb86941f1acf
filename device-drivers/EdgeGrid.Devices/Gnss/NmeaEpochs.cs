namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// Joins the sentences of one time of day, kind by kind as NMEA 0183 (4.11) lays out their fields. Where a sentence says
/// that there is no fix, its position is not looked at: some receivers then tell 89°60'.
/// </summary>
internal sealed class NmeaEpochs
{
    // Some receivers cut the time's last digit in one sentence and round it in the next.
    private const long SameTicks = TimeSpan.TicksPerMillisecond * 10;

    // ZDA may tell when it was written. Epochs are 50 ms apart, or more.
    private const long SameForZdaTicks = TimeSpan.TicksPerMillisecond * 50;
    private const int FewestSatellites = 3;

    // Qualities of GGA from here on need no satellites: dead reckoning, entered by hand, simulated.
    private const int Reckoned = 6;
    private const double MetresPerSecondPerKnot = 1852.0 / 3600;
    private const double MetresPerSecondPerKilometrePerHour = 1 / 3.6;

    private NmeaCalendar _calendar;
    private NmeaEpoch _epoch;

    public GnssFix? LastFix { get; private set; }

    /// <summary>A recording that says when it was made: its dates are as told.</summary>
    public bool AreOfThePast
    {
        set => _calendar.IsOfThePast = value;
    }

    public NmeaSatellitesInView InView { get; } = new();

    public bool HasUntold => _epoch is { Judged: true, Told: false } and ({ ToldWithoutFix: false } or { Position: not null });

    /// <summary>Time, status, position, knots, heading, date, variation (2), mode.</summary>
    public NmeaSkip? Rmc(ref NmeaFields fields, ICollection<Measurement> into)
    {
        var time = NmeaValues.Time(ref fields);
        var status = fields.Letter();
        var mark = fields;
        fields.Skip(4);
        var position = status == 'A' ? NmeaValues.Position(ref mark) : null;
        fields.Report(mark.Problem);
        var knots = NmeaValues.Knots(ref fields);
        var heading = NmeaValues.Heading(ref fields);
        var date = NmeaValues.ShortDate(ref fields);
        fields.Skip(2);
        var mode = fields.Letter();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        Join(time, NmeaKinds.Rmc, into);
        _epoch.Judged = true;

        // A receiver without a fix may tell any date.
        if (status == 'A' && date is { } day)
        {
            _calendar.Tell(day);
        }

        if (status == 'A' && mode != 'N')
        {
            _epoch.Position = position ?? _epoch.Position;
            _epoch.Speed = (knots * MetresPerSecondPerKnot) ?? _epoch.Speed;
            _epoch.Heading = heading ?? _epoch.Heading;
            _epoch.MotionIsDated |= knots is not null;
        }

        return null;
    }

    /// <summary>Time, position, quality, satellites, HDOP, altitude.</summary>
    public NmeaSkip? Gga(bool isWhole, ref NmeaFields fields, ICollection<Measurement> into)
    {
        var time = NmeaValues.Time(ref fields);
        var mark = fields;
        fields.Skip(4);
        var quality = fields.Integer();
        var position = quality > 0 ? NmeaValues.Position(ref mark) : null;
        fields.Report(mark.Problem);
        var satellites = fields.Integer();
        var hdop = fields.Number();
        var altitude = fields.Number();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        Join(time, NmeaKinds.Gga, into);
        Fix(quality >= Reckoned || (quality > 0 && (!isWhole || satellites >= FewestSatellites)), position, satellites, hdop, altitude);
        return null;
    }

    /// <summary>Time, position, one mode letter for each constellation, satellites, HDOP, altitude.</summary>
    public NmeaSkip? Gns(ref NmeaFields fields, ICollection<Measurement> into)
    {
        var time = NmeaValues.Time(ref fields);
        var mark = fields;
        fields.Skip(4);
        var modes = fields.Next();
        var valid = modes.ContainsAnyExcept((byte)'N');
        var position = valid ? NmeaValues.Position(ref mark) : null;
        fields.Report(mark.Problem);
        var satellites = fields.Integer();
        var hdop = fields.Number();
        var altitude = fields.Number();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        Join(time, NmeaKinds.Gns, into);
        Fix(valid, position, satellites, hdop, altitude);
        return null;
    }

    /// <summary>Position, time, status, mode; before version 2 the position only.</summary>
    public NmeaSkip? Gll(ref NmeaFields fields, ICollection<Measurement> into)
    {
        var mark = fields;
        fields.Skip(4);
        var time = NmeaValues.Time(ref fields);
        var status = fields.Letter();
        var position = status == 'A' ? NmeaValues.Position(ref mark) : null;
        fields.Report(mark.Problem);
        var mode = fields.Letter();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        Join(time, NmeaKinds.Gll, into);
        _epoch.Judged = true;
        if (status == 'A' && mode != 'N')
        {
            _epoch.Position = position ?? _epoch.Position;
        }

        return null;
    }

    /// <summary>
    /// True heading, T, magnetic heading, M, knots, N, km/h, K, mode. It has no time: it belongs to the open epoch, or, where a
    /// receiver begins with it, to the next. So RMC, which has one, is believed until another sentence of the epoch has followed it.
    /// </summary>
    public NmeaSkip? Vtg(ref NmeaFields fields)
    {
        var heading = NmeaValues.Heading(ref fields);
        fields.Skip(3);
        var knots = NmeaValues.Knots(ref fields);
        fields.Skip(1);
        var kilometresPerHour = NmeaValues.KilometresPerHour(ref fields);
        fields.Skip(1);
        var mode = fields.Letter();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        if (_epoch.IsOpen && mode != 'N')
        {
            _epoch.Undated = ((knots * MetresPerSecondPerKnot) ?? (kilometresPerHour * MetresPerSecondPerKilometrePerHour), heading);
            if (!_epoch.MotionIsDated)
            {
                _epoch.TakeUndated();
            }
        }

        return null;
    }

    /// <summary>Selection, dimensions (1 none, 2, 3), twelve identities, PDOP, HDOP, VDOP. One for each constellation; no time.</summary>
    public NmeaSkip? Gsa(ref NmeaFields fields)
    {
        fields.Skip(1);
        var dimensions = fields.Integer();
        var satellites = 0;
        for (var i = 0; i < 12; i++)
        {
            satellites += fields.Next().IsEmpty ? 0 : 1;
        }

        fields.Skip(1);
        var hdop = fields.Number();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        if (_epoch.IsOpen)
        {
            _epoch.GsaSatellites += satellites;
            _epoch.GsaHdop ??= hdop;
            _epoch.TwoDimensional |= dimensions == 2;
        }

        return null;
    }

    /// <summary>Time, day, month, year.</summary>
    public NmeaSkip? Zda(ref NmeaFields fields, ICollection<Measurement> into)
    {
        var time = NmeaValues.Time(ref fields);
        var date = NmeaValues.LongDate(ref fields);
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        if (time is not null)
        {
            Join(IsSame(time, _epoch.TimeOfDay, SameForZdaTicks) ? _epoch.TimeOfDay : time, NmeaKinds.Zda, into);
            if (date is { } day)
            {
                _calendar.Tell(day);
            }
        }

        return null;
    }

    /// <summary>Tells the open epoch, once; a second time only when it has got its fix since.</summary>
    public void Tell(ICollection<Measurement> into)
    {
        if (!HasUntold)
        {
            return;
        }

        var fix = _epoch.ToFix(_epoch.TimeOfDay is { } time ? _calendar.At(time) : null);
        if (fix is not null)
        {
            LastFix = fix;
            _epoch.Told = true;
            into.Add(new Measurement(Quantity.Position, fix.SpeedMetresPerSecond ?? 0, Detail: fix));
        }
        else
        {
            _epoch.ToldWithoutFix = true;
            into.Add(Measurement.Failed(Quantity.Position, DeviceFault.NoFix));
        }
    }

    private void Fix(bool valid, (double Latitude, double Longitude)? position, int? satellites, double? hdop, double? altitude)
    {
        _epoch.Judged = true;
        if (valid && position is not null)
        {
            _epoch.Position = position;
            _epoch.Altitude = altitude ?? _epoch.Altitude;
            _epoch.Hdop = hdop ?? _epoch.Hdop;
            _epoch.Satellites = satellites is { } count ? Math.Max(count, _epoch.Satellites ?? 0) : _epoch.Satellites;
        }
    }

    /// <summary>The sentence belongs to the open epoch, or begins the next.</summary>
    private void Join(TimeSpan? time, NmeaKinds kind, ICollection<Measurement> into)
    {
        var same = _epoch.IsOpen && (time is null ? !_epoch.Kinds.HasFlag(kind) : IsSame(time, _epoch.TimeOfDay, SameTicks));
        if (!same)
        {
            Tell(into);
            _epoch = new NmeaEpoch { IsOpen = true, TimeOfDay = time };
            if (time is { } timeOfDay)
            {
                _calendar.Begin(timeOfDay);
            }
        }

        _epoch.TakeUndated();
        _epoch.TimeOfDay = time ?? _epoch.TimeOfDay;
        _epoch.Kinds |= kind;
    }

    private static bool IsSame(TimeSpan? one, TimeSpan? other, long ticks) => one is { } a && other is { } b && Math.Abs(a.Ticks - b.Ticks) < ticks;
}
