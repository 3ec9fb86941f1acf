namespace EdgeGrid.Devices.Gnss;

/// <summary>Times, dates and positions. What cannot be is reported to the fields, and null.</summary>
internal static class NmeaValues
{
    // Beyond 1,000 knots no receiver that may be sold freely tells anything.
    private const double MostKnots = 1000, MostKilometresPerHour = 1852;

    /// <summary><c>hhmmss</c> or <c>hhmmss.sss</c>; null when empty. Second 60 is a leap second.</summary>
    public static TimeSpan? Time(ref NmeaFields fields)
    {
        var field = fields.Next();
        if (field.IsEmpty)
        {
            return null;
        }

        if (field.Length < 6
            || !NmeaFields.TryDigits(field[..2], out var hours)
            || !NmeaFields.TryDigits(field[2..4], out var minutes)
            || !NmeaFields.TryDigits(field[4..6], out _)
            || !NmeaFields.TryDecimal(field[4..], out var seconds))
        {
            fields.Report(NmeaSkip.Malformed);
            return null;
        }

        if (hours > 23 || minutes > 59 || seconds >= 61)
        {
            fields.Report(NmeaSkip.ImpossibleTime);
            return null;
        }

        return new TimeSpan((((hours * 60L) + minutes) * TimeSpan.TicksPerMinute) + ((long)Math.Round(seconds * 1000) * TimeSpan.TicksPerMillisecond));
    }

    /// <summary><c>ddmmyy</c>; null when empty. Years 80 to 99 are of the last century: GPS began in 1980.</summary>
    public static DateOnly? ShortDate(ref NmeaFields fields)
    {
        var field = fields.Next();
        if (field.IsEmpty)
        {
            return null;
        }

        if (field.Length != 6 || !NmeaFields.TryDigits(field, out var number))
        {
            fields.Report(NmeaSkip.Malformed);
            return null;
        }

        var year = number % 100;
        return Date(ref fields, year + (year < 80 ? 2000 : 1900), number / 100 % 100, number / 10_000);
    }

    /// <summary>Three fields: <c>dd,mm,yyyy</c>; null when one is empty.</summary>
    public static DateOnly? LongDate(ref NmeaFields fields)
    {
        var day = fields.Integer();
        var month = fields.Integer();
        var year = fields.Integer();
        return day is null || month is null || year is null ? null : Date(ref fields, year.Value, month.Value, day.Value);
    }

    /// <summary>Over ground; null when empty, and for what cannot be: the position beside it may be right.</summary>
    public static double? Knots(ref NmeaFields fields) => fields.Number() is >= 0 and <= MostKnots and var knots ? knots : null;

    /// <inheritdoc cref="Knots"/>
    public static double? KilometresPerHour(ref NmeaFields fields) => fields.Number() is >= 0 and <= MostKilometresPerHour and var speed ? speed : null;

    /// <summary>Degrees from true north; null when empty, and for what cannot be.</summary>
    public static double? Heading(ref NmeaFields fields) => fields.Number() is >= 0 and <= 360 and var heading ? heading : null;

    /// <summary>Four fields: <c>ddmm.mmmm,N,dddmm.mmmm,E</c>; null when they are empty, and for 0,0: that is how a receiver says that it does not know.</summary>
    public static (double Latitude, double Longitude)? Position(ref NmeaFields fields)
    {
        var northing = fields.Next();
        var north = fields.Letter();
        var easting = fields.Next();
        var east = fields.Letter();
        if (northing.IsEmpty && easting.IsEmpty)
        {
            return null;
        }

        if (north is not ((byte)'N' or (byte)'S')
            || east is not ((byte)'E' or (byte)'W')
            || !TryAngle(northing, out var latitude)
            || !TryAngle(easting, out var longitude))
        {
            fields.Report(NmeaSkip.Malformed);
            return null;
        }

        if (latitude is null or > 90 || longitude is null or > 180)
        {
            fields.Report(NmeaSkip.ImpossiblePosition);
            return null;
        }

        if (latitude == 0 && longitude == 0)
        {
            return null;
        }

        return (north == 'S' ? -latitude.Value : latitude.Value, east == 'W' ? -longitude.Value : longitude.Value);
    }

    private static DateOnly? Date(ref NmeaFields fields, int year, int month, int day)
    {
        if (year is < 1980 or > 9000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            fields.Report(NmeaSkip.ImpossibleDate);
            return null;
        }

        return new DateOnly(year, month, day);
    }

    /// <summary><c>ddmm.mmmm</c> in degrees; null for 60 minutes and more.</summary>
    private static bool TryAngle(ReadOnlySpan<byte> field, out double? degrees)
    {
        degrees = null;
        if (!NmeaFields.TryDecimal(field, out var number) || number < 0)
        {
            return false;
        }

        var whole = Math.Floor(number / 100);
        var minutes = number - (whole * 100);
        degrees = minutes < 60 ? whole + (minutes / 60) : null;
        return true;
    }
}
