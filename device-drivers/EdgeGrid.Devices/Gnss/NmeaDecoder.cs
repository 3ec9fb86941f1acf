namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// NMEA 0183, from bytes to measurements, without any input or output of its own. The bytes may be cut anywhere and hold
/// anything; what cannot be used is skipped and counted by reason (<see cref="Skipped"/>), and disturbs nothing else.
/// At most one unfinished sentence is kept; nothing is allocated but the fixes.
/// <para>
/// Sentences with the same time of day, to the hundredth of a second, are one epoch and give one <see cref="GnssFix"/>:
/// RMC, GGA, GNS, GLL, VTG, GSA, ZDA of any talker (GP, GL, GA, GB, BD, GQ, GN, …). What several of them tell is taken
/// from the last, as gpsd does. An epoch is told when the next one begins, or at <see cref="Flush"/>.
/// It has a fix when any of its sentences says so (RMC and GLL status A and mode not N, GGA quality above 0, but
/// 1 to 5 of GP or GN only with three satellites, GNS with any mode but N); otherwise it is told as <see cref="DeviceFault.NoFix"/>. A bad checksum is told as
/// <see cref="DeviceFault.BadChecksum"/>, an impossible position, time or date as <see cref="DeviceFault.OutOfRange"/>.
/// </para>
/// <para>
/// Our trackers have a button, and a sentence of their own for it: <c>$PEGD,SOS,1*hh</c> while it is pressed,
/// <c>$PEGD,SOS,0*hh</c> when it is let go. It is told at once, as <see cref="Quantity.Sos"/>, with the last fix.
/// </para>
/// </summary>
public sealed class NmeaDecoder
{
    /// <summary>
    /// Bytes from <c>$</c> to the checksum. The standard allows 82; receivers of high precision and makers' own
    /// sentences are longer.
    /// </summary>
    public const int LongestSentence = 256;

    private readonly long[] _skipped = new long[Enum.GetValues<NmeaSkip>().Length];
    private readonly NmeaFramer _framer = new();
    private readonly NmeaEpochs _epochs = new();

    /// <summary>Sentences with a right checksum, of any kind.</summary>
    public long Sentences { get; private set; }

    /// <summary>The position of the last epoch that had one.</summary>
    public GnssFix? LastFix => _epochs.LastFix;

    /// <summary>In view of all constellations, from GSV; what a technician asks when there is no fix.</summary>
    public int SatellitesInView => _epochs.InView.Total;

    /// <summary>An epoch has begun that has not been told: <see cref="Flush"/> would tell it.</summary>
    public bool HasUntoldEpoch => _epochs.HasUntold;

    /// <summary>How often something was skipped for this reason.</summary>
    public long Skipped(NmeaSkip reason) => _skipped[(int)reason];

    /// <summary>Takes bytes, and adds what they tell.</summary>
    public void Decode(ReadOnlySpan<byte> bytes, ICollection<Measurement> into)
    {
        while (_framer.TryTake(ref bytes, out var body, out var skip))
        {
            if (skip is null)
            {
                Sentences++;
                _epochs.AreOfThePast = _framer.IsDated;
                skip = Understand(body, into);
            }

            if (skip is { } reason)
            {
                _skipped[(int)reason]++;
                if (Fault(reason) is { } fault)
                {
                    into.Add(Measurement.Failed(Quantity.Position, fault));
                }
            }
        }
    }

    /// <summary>
    /// Tells the open epoch now: the receiver has gone quiet until its next one. Should more sentences of it come all
    /// the same, they are only told if they bring the fix that it lacked.
    /// </summary>
    public void Flush(ICollection<Measurement> into) => _epochs.Tell(into);

    private static DeviceFault? Fault(NmeaSkip reason) => reason switch
    {
        NmeaSkip.BadChecksum => DeviceFault.BadChecksum,
        NmeaSkip.ImpossiblePosition or NmeaSkip.ImpossibleTime or NmeaSkip.ImpossibleDate => DeviceFault.OutOfRange,
        _ => null,
    };

    private NmeaSkip? Understand(ReadOnlySpan<byte> body, ICollection<Measurement> into)
    {
        var fields = new NmeaFields(body);
        var name = fields.Next();
        if (name.SequenceEqual("PEGD"u8))
        {
            return Sos(ref fields, into);
        }

        // Two letters for the talker, three for the kind. P begins a maker's own sentence, whatever follows.
        if (name.Length != 5 || name[0] == 'P')
        {
            return NmeaSkip.OtherKind;
        }

        return ((name[2] << 16) | (name[3] << 8) | name[4]) switch
        {
            ('R' << 16) | ('M' << 8) | 'C' => _epochs.Rmc(ref fields, into),
            ('G' << 16) | ('G' << 8) | 'A' => _epochs.Gga(IsWhole(name), ref fields, into),
            ('G' << 16) | ('N' << 8) | 'S' => _epochs.Gns(ref fields, into),
            ('G' << 16) | ('L' << 8) | 'L' => _epochs.Gll(ref fields, into),
            ('V' << 16) | ('T' << 8) | 'G' => _epochs.Vtg(ref fields),
            ('G' << 16) | ('S' << 8) | 'A' => _epochs.Gsa(ref fields),
            ('G' << 16) | ('S' << 8) | 'V' => _epochs.InView.Gsv((name[0] << 8) | name[1], ref fields),
            ('Z' << 16) | ('D' << 8) | 'A' => _epochs.Zda(ref fields, into),
            _ => NmeaSkip.OtherKind,
        };
    }

    // GP and GN speak of the whole solution; another constellation's GGA counts its own satellites only.
    private static bool IsWhole(ReadOnlySpan<byte> name) => name[0] == 'G' && name[1] is (byte)'P' or (byte)'N';

    private NmeaSkip? Sos(ref NmeaFields fields, ICollection<Measurement> into)
    {
        if (!fields.Next().SequenceEqual("SOS"u8))
        {
            return NmeaSkip.OtherKind;
        }

        var state = fields.Next();
        if (state.Length != 1 || state[0] is not ((byte)'0' or (byte)'1'))
        {
            return NmeaSkip.Malformed;
        }

        into.Add(new Measurement(Quantity.Sos, state[0] - '0', Detail: LastFix));
        return null;
    }
}
