using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

/// <summary>A decoder and what it told.</summary>
internal sealed class Listening
{
    private readonly List<Measurement> _told = [];

    public NmeaDecoder Decoder { get; } = new();

    public IReadOnlyList<Measurement> Told => _told;

    public IReadOnlyList<GnssFix> Fixes => [.. _told.Where(m => m.Quantity == Quantity.Position).Select(m => m.Detail).OfType<GnssFix>()];

    public IReadOnlyList<DeviceFault> Faults => [.. _told.Select(m => m.Fault).Where(fault => fault != DeviceFault.None)];

    /// <summary>To the whole stream, its last epoch included.</summary>
    public static Listening To(params byte[][] parts)
    {
        var listening = new Listening();
        foreach (var part in parts)
        {
            listening.Hear(part);
        }

        listening.Flush();
        return listening;
    }

    public void Hear(ReadOnlySpan<byte> bytes) => Decoder.Decode(bytes, _told);

    public void Flush() => Decoder.Flush(_told);

    public IReadOnlyList<long> Skips() => [.. Enum.GetValues<NmeaSkip>().Select(Decoder.Skipped)];
}
