namespace EdgeGrid.Devices.Gnss;

/// <summary>Kinds of sentence that bear on the fix.</summary>
[Flags]
internal enum NmeaKinds
{
    None = 0,
    Rmc = 1,
    Gga = 2,
    Gns = 4,
    Gll = 8,
    Zda = 16,
}

/// <summary>What the sentences of one time of day have said so far.</summary>
internal struct NmeaEpoch
{
    /// <summary>Some sentence belongs to it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>UTC; null when the receiver does not know it.</summary>
    public TimeSpan? TimeOfDay { get; set; }

    /// <summary>The kinds of sentence seen. Without a time, a kind that comes again begins the next epoch.</summary>
    public NmeaKinds Kinds { get; set; }

    /// <summary>Some sentence said whether there is a fix.</summary>
    public bool Judged { get; set; }

    public (double Latitude, double Longitude)? Position { get; set; }

    public double? Altitude { get; set; }

    /// <summary>Over ground.</summary>
    public double? Speed { get; set; }

    public double? Heading { get; set; }

    /// <summary>Speed and heading are of this very time: RMC told them.</summary>
    public bool MotionIsDated { get; set; }

    /// <summary>Speed and heading of a sentence without a time, while it is not known to be of this one.</summary>
    public (double? Speed, double? Heading) Undated { get; set; }

    /// <summary>The most that any sentence of the epoch tells: a combined solution counts more than one constellation's.</summary>
    public int? Satellites { get; set; }

    /// <summary>From GGA or GNS.</summary>
    public double? Hdop { get; set; }

    /// <summary>From GSA: what holds when GGA and GNS tell none.</summary>
    public double? GsaHdop { get; set; }

    /// <summary>Identities in the GSA sentences.</summary>
    public int GsaSatellites { get; set; }

    /// <summary>GSA says that the altitude is not measured.</summary>
    public bool TwoDimensional { get; set; }

    /// <summary>Its fix has been told.</summary>
    public bool Told { get; set; }

    /// <summary>It has been told that it has none.</summary>
    public bool ToldWithoutFix { get; set; }

    /// <summary>They are of this time.</summary>
    public void TakeUndated()
    {
        (Speed, Heading, Undated) = (Undated.Speed ?? Speed, Undated.Heading ?? Heading, default);
    }

    public readonly GnssFix? ToFix(DateTimeOffset? at)
    {
        // Below this the direction of movement is that of the noise.
        const double StandingMetresPerSecond = 0.2;

        // So many leave the altitude open. Some receivers say "two dimensions" with more, and measure it: gpsd believes that, too.
        const int MostInTwoDimensions = 3;
        if (Position is not { } position)
        {
            return null;
        }

        var satellites = Satellites is > 0 ? Satellites : GsaSatellites > 0 ? GsaSatellites : Satellites;
        return new GnssFix(
            at,
            position.Latitude,
            position.Longitude,
            TwoDimensional && !(satellites > MostInTwoDimensions) ? null : Altitude,
            Speed,
            Speed < StandingMetresPerSecond ? null : Heading,
            satellites,
            Hdop ?? GsaHdop);
    }
}
