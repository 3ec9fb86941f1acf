using CsCheck;
using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class NmeaDecoderProperties
{
    private const double Seconds = 1.5;

    // Bytes that mean something to the framer come often, so that its corners do too.
    private static readonly Gen<byte> AnyByte = Gen.Frequency((3, Gen.Byte), (2, AnyOf("$*\r\n#,AF09 "u8.ToArray())));

    private static readonly Gen<byte[]> Sentence = Gen.OneOf(
        Gen.Select(Gen.Int[0, 86_399], Gen.Int[0, 8_999_999], Gen.Int[0, 17_999_999], Gen.Int[0, 12]).Select((time, latitude, longitude, count) =>
            NmeaLines.Of($"GNGGA,{Clock(time)},{latitude / 100_000:00}{latitude % 60:00}.5000,N,{longitude / 100_000:000}{longitude % 60:00}.2500,E,1,{count},0.9,41.5,M,7.0,M,,")),
        Gen.Select(Gen.Int[0, 86_399], Gen.Int[1, 31], Gen.Int[1, 12], Gen.Char["AV"]).Select((time, day, month, status) =>
            NmeaLines.Of($"GNRMC,{Clock(time)},{status},3414.6400,N,11711.6400,E,3.00,90.0,{day:00}{month:00}26,,,A")),
        AnyOf(
            NmeaLines.Of("GPGSA,A,3,01,02,03,,,,,,,,,,1.5,0.9,1.2"), NmeaLines.Of("GPVTG,45.0,T,,M,,N,36.0,K,A"), NmeaLines.Of("PEGD,SOS,1"),
            NmeaLines.Of("GPGSV,3,1,12,01,40,083,46"), NmeaLines.Raw("# a note\n")));

    private static readonly Gen<byte[]> Stream = Gen.OneOf(Sentence, Sentence, Sentence, AnyByte.Array[0, 40]).Array[0, 12].Select(NmeaLines.Join);

    /// <summary>A stream with some of its bytes changed.</summary>
    private static readonly Gen<byte[]> Damaged = Gen.Select(Stream, Gen.Select(Gen.Int[0, 4000], AnyByte).Array[0, 8]).Select((stream, changes) =>
    {
        var damaged = stream.ToArray();
        foreach (var (index, value) in changes.Where(_ => damaged.Length > 0))
        {
            damaged[index % damaged.Length] = value;
        }

        return damaged;
    });

    [Fact]
    public void Decode_BytesCutAnywhere_TellsTheSameAsInOnePiece() => Gen.Select(Damaged, Gen.Int[1, 300].Array[1, 30]).Sample(
        (bytes, cuts) =>
        {
            var whole = Listening.To(bytes);
            var pieces = Listening.To([.. Cut(bytes, cuts)]);
            return whole.Told.SequenceEqual(pieces.Told) && whole.Skips().SequenceEqual(pieces.Skips()) && whole.Decoder.Sentences == pieces.Decoder.Sentences;
        },
        time: (int)Seconds);

    [Fact]
    public void Decode_ByteByByte_TellsTheSameAsInOnePiece() => Damaged.Sample(
        bytes => Listening.To(bytes).Told.SequenceEqual(Listening.To([.. bytes.Select(b => new[] { b })]).Told), time: (int)Seconds);

    [Fact]
    public void Decode_AnyBytes_TellsOnlyWhatCanBe() => Gen.OneOf(Damaged, AnyByte.Array[0, 2000]).Sample(
        bytes => Listening.To(bytes).Fixes.All(fix =>
            Math.Abs(fix.Latitude) <= 90 && Math.Abs(fix.Longitude) <= 180
            && double.IsFinite(fix.AltitudeMetres ?? 0) && double.IsFinite(fix.SpeedMetresPerSecond ?? 0) && double.IsFinite(fix.Hdop ?? 0)),
        time: (int)Seconds);

    [Fact]
    public void Decode_ASoundSentenceAfterAnything_IsUnderstood() => AnyByte.Array[0, 600].Sample(
        bytes =>
        {
            // The end of a line ends whatever the bytes began, a note or a sentence.
            var heard = Listening.To(bytes, "\r\n"u8.ToArray(), NmeaLines.Of("PEGD,SOS,1"));
            return heard.Told.Count(m => m.Quantity == Quantity.Sos) == 1;
        },
        time: (int)Seconds);

    [Fact]
    public void Decode_EndlessGibberish_KeepsNothing()
    {
        var decoder = new NmeaDecoder();
        var told = new List<Measurement>();
        var bytes = new byte[1 << 16];
        new Random(1).NextBytes(bytes);
        bytes.AsSpan(0, 40_000).Fill((byte)'A');
        bytes[0] = (byte)'$';
        decoder.Decode(bytes, told);
        told.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            decoder.Decode(bytes, told);
            told.Clear();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Clock(int seconds) => $"{seconds / 3600:00}{seconds / 60 % 60:00}{seconds % 60:00}.00";

    private static IEnumerable<byte[]> Cut(byte[] bytes, int[] cuts)
    {
        for (var (at, i) = (0, 0); at < bytes.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }
}
