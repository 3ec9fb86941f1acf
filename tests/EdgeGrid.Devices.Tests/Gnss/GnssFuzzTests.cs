using System.Globalization;
using System.Text;
using EdgeGrid.Devices.Captures;
using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

/// <summary>
/// Mutated sentences and reports: nothing throws, and what is told can be. <c>EDGEGRID_FUZZ=10000000</c> takes so many in place
/// of 20,000 each.
/// </summary>
public sealed class GnssFuzzTests
{
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("EDGEGRID_FUZZ"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    // What means something to one of the decoders.
    private static readonly byte[] Telling = "$*,.\r\n#\0-9\"{}:"u8.ToArray();

    private static readonly byte[][] Sentences =
    [
        NmeaLines.Of("GNRMC,081530.00,A,3414.6400,N,11711.6400,E,3.00,90.0,231126,,,A,V"),
        NmeaLines.Of("GNGGA,081530.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,"),
        NmeaLines.Of("GNGNS,081530.10,3414.6400,S,11711.6400,W,AANN,13,0.93,41.5,7.0,,,V"),
        NmeaLines.Of("GPGLL,3414.6400,N,11711.6400,E,081531,A,A"),
        NmeaLines.Of("GPVTG,45.0,T,,M,19.4,N,36.0,K,A"),
        NmeaLines.Of("GNGSA,A,3,01,02,03,,,,,,,,,,1.5,0.9,1.2,1"),
        NmeaLines.Of("GPGSV,3,1,12,01,40,083,46,02,17,308,41,12,07,344,39,14,22,228,45"),
        NmeaLines.Of("GNZDA,081530.00,29,02,2028,00,00"),
        NmeaLines.Of("PEGD,SOS,1"),
        NmeaLines.Raw("# Date: 2015-02-25\n"),
    ];

    private static readonly byte[][] Reports =
    [
        .. new[]
        {
            """{"class":"VERSION","release":"3.25","rev":"3.25","proto_major":3,"proto_minor":15}""",
            """{"class":"DEVICES","devices":[{"class":"DEVICE","path":"/dev/ttyUSB0","driver":"NMEA0183"}]}""",
            """{"class":"SKY","device":"/dev/ttyUSB0","hdop":0.90,"nSat":14,"uSat":9,"satellites":[{"PRN":1,"el":40.0,"used":true}]}""",
            """{"class":"TPV","mode":3,"time":"2026-11-23T08:15:30.250Z","lat":34.244,"lon":117.194,"altMSL":41.5,"track":90.0,"speed":1.543}""",
            """{"class":"ERROR","message":"Unrecognized request"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Sentences_Mutated_ThrowNothingAndTellWhatCanBe()
    {
        var random = new Random(1);
        var buffer = new byte[1024];
        var told = new List<Measurement>();
        var decoder = new NmeaDecoder();
        using var lines = new JsonLines(Stream.Null);
        var capture = NmeaCapture.Kind.Create();
        for (var i = 0; i < Inputs; i++)
        {
            var bytes = Mutate(Sentences, random, buffer, changes: 3);
            decoder.Decode(bytes, told);
            capture.Decode(bytes, lines);
            Assert.True(told.Count < 40);
            foreach (var measurement in told)
            {
                Assert.True(measurement.Detail is not GnssFix fix || (Math.Abs(fix.Latitude) <= 90 && Math.Abs(fix.Longitude) <= 180 && double.IsFinite(fix.SpeedMetresPerSecond ?? 0)));
            }

            told.Clear();
        }

        // All that came before is forgotten at the end of a line.
        decoder.Decode("\r\n"u8, told);
        decoder.Decode(Sentences[8], told);
        Assert.Equal(Quantity.Sos, told[^1].Quantity);
    }

    [Fact]
    public void Reports_Mutated_ThrowNothingAndTellWhatCanBe()
    {
        var random = new Random(2);
        var buffer = new byte[1024];
        for (var i = 0; i < Inputs; i++)
        {
            var length = Mutate(Reports, random, buffer, changes: 2).Length;
            var report = GpsdReport.Read(buffer.AsMemory(0, length));
            Assert.True(report.Fix is not { } fix || (Math.Abs(fix.Latitude) <= 90 && Math.Abs(fix.Longitude) <= 180));
        }
    }

    /// <summary>Up to four of the corpus one after the other, with bytes changed, taken out, put in and doubled.</summary>
    private static ReadOnlySpan<byte> Mutate(byte[][] corpus, Random random, byte[] buffer, int changes)
    {
        var length = 0;
        for (var parts = random.Next(1, 5); parts > 0; parts--)
        {
            var part = corpus[random.Next(corpus.Length)];
            part.CopyTo(buffer, length);
            length += part.Length;
        }

        for (var change = random.Next(changes + 1); change > 0 && length > 1; change--)
        {
            var at = random.Next(length);
            switch (random.Next(5))
            {
                case 0:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    buffer[at] = Telling[random.Next(Telling.Length)];
                    break;
                case 2:
                    buffer.AsSpan(at + 1, length - at - 1).CopyTo(buffer.AsSpan(at));
                    length--;
                    break;
                case 3 when length < buffer.Length:
                    buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + 1));
                    length++;
                    break;
                default:
                    length = at + 1;
                    break;
            }
        }

        return buffer.AsSpan(0, length);
    }
}
