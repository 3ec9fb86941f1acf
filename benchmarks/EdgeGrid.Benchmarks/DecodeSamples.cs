using System.Text;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Captures;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Simulation.Gnss;

namespace EdgeGrid.Benchmarks;

/// <summary>A capture to decode again and again.</summary>
/// <param name="Name">In the figures.</param>
/// <param name="Capture">What a device says over some time.</param>
/// <param name="Start">Makes a decoder, which then takes the capture in pieces.</param>
/// <param name="AtLeast">Wanted, MB/s.</param>
internal sealed record DecodeSample(string Name, byte[] Capture, Func<Action<ReadOnlyMemory<byte>>> Start, double? AtLeast);

/// <summary>What the decoders are given. A new protocol is one line here.</summary>
internal static class DecodeSamples
{
    private const int Epochs = 3600;

    public static IReadOnlyList<DecodeSample> All { get; } =
    [
        new("nmea, driver", Nmea(), NmeaDriver, AtLeast: 200),
        Of("nmea", Nmea(), 200),
    ];

    /// <summary>What <c>agent decode</c> does of a protocol.</summary>
    private static DecodeSample Of(string kind, byte[] capture, double? atLeast) => new(
        $"{kind}, to JSON lines",
        capture,
        () =>
        {
            var decoder = CaptureKinds.All.Single(one => one.Name == kind).Create();
            var lines = new JsonLines(Stream.Null);
            return bytes =>
            {
                decoder.Decode(bytes.Span, lines);
                lines.Flush();
            };
        },
        atLeast);

    private static Action<ReadOnlyMemory<byte>> NmeaDriver()
    {
        var decoder = new NmeaDecoder();
        var told = new List<Measurement>();
        return bytes =>
        {
            decoder.Decode(bytes.Span, told);
            told.Clear();
        };
    }

    /// <summary>An hour of a receiver of four constellations that sends what most do at delivery.</summary>
    private static byte[] Nmea()
    {
        var text = new StringBuilder();
        var at = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var now = at.AddSeconds(epoch);
            var position = new GeoPosition(34.2440 + (1e-5 * epoch), 117.1940 + (1e-5 * epoch));
            text.Append(NmeaSentence.Rmc(now, position, 1.4, 45))
                .Append(NmeaSentence.Frame("GNVTG,45.0,T,,M,2.72,N,5.04,K,A"))
                .Append(NmeaSentence.Gga(now, position, 12, 0.8, 41));
            for (var system = 1; system <= 4; system++)
            {
                text.Append(NmeaSentence.Frame($"GNGSA,A,3,01,03,08,11,14,17,,,,,,,1.4,0.8,1.1,{system}"));
            }

            foreach (var talker in (string[])["GP", "GL", "GA", "GB"])
            {
                text.Append(NmeaSentence.Frame($"{talker}GSV,2,1,07,01,37,078,27,03,62,349,26,08,20,296,25,11,04,018,22,1"))
                    .Append(NmeaSentence.Frame($"{talker}GSV,2,2,07,14,43,057,25,17,43,139,26,22,04,176,19,1"));
            }

            var angles = string.Join(',', NmeaSentence.Gga(now, position, 12, 0.8, 41).Split(',')[2..6]);
            text.Append(NmeaSentence.Frame($"GNGLL,{angles},{now:HHmmss.fff},A,A"));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
