namespace EdgeGrid.Simulation.Terminals;

/// <summary>A message as a terminal writes it (JT/T 808-2013 and -2019, sections 4.4 and 8).</summary>
public static class Jt808Frame
{
    /// <summary>Head, body, checksum, escaped.</summary>
    /// <param name="id">What it is.</param>
    /// <param name="phone">Of the terminal; zeros are put in front.</param>
    /// <param name="serial">Of the message.</param>
    /// <param name="body">At most 1,023 bytes.</param>
    /// <param name="edition">2013 or 2019.</param>
    /// <param name="part">Of a split message: in how many parts, and which, from 1.</param>
    public static byte[] Of(int id, string phone, int serial, ReadOnlySpan<byte> body, int edition = 2013, (int Parts, int Part)? part = null)
    {
        var properties = body.Length | (part is null ? 0 : 1 << 13) | (edition == 2019 ? 1 << 14 : 0);
        List<byte> plain = [.. Word(id), .. Word(properties)];
        if (edition == 2019)
        {
            plain.Add(1);
        }

        plain.AddRange(Convert.FromHexString(phone.PadLeft(edition == 2019 ? 20 : 12, '0')));
        plain.AddRange(Word(serial));
        if (part is { } split)
        {
            plain.AddRange([.. Word(split.Parts), .. Word(split.Part)]);
        }

        plain.AddRange(body);
        plain.Add(plain.Aggregate((byte)0, (sum, value) => (byte)(sum ^ value)));
        return [0x7E, .. plain.SelectMany(Escaped), 0x7E];
    }

    /// <summary>The body of a location report.</summary>
    /// <param name="at">The time of the fix.</param>
    /// <param name="position">Where.</param>
    /// <param name="metresPerSecond">Over ground.</param>
    /// <param name="headingDegrees">From north.</param>
    /// <param name="alarms">Bit 0 is the button.</param>
    /// <param name="hasFix">The receiver sees satellites.</param>
    public static byte[] Location(DateTimeOffset at, Gnss.GeoPosition position, double metresPerSecond, double headingDegrees, uint alarms = 0, bool hasFix = true)
    {
        var status = 1u | (hasFix ? 2u : 0) | (position.Latitude < 0 ? 4u : 0) | (position.Longitude < 0 ? 8u : 0);
        return
        [
            .. Long(alarms), .. Long(status),
            .. Long((uint)Math.Round(Math.Abs(position.Latitude) * 1e6)), .. Long((uint)Math.Round(Math.Abs(position.Longitude) * 1e6)),
            .. Word(41), .. Word((int)Math.Round(metresPerSecond * 36)), .. Word((int)headingDegrees), .. Time(at),
            0x01, 4, .. Long(1234), 0x30, 1, 22, 0x31, 1, 9,
        ];
    }

    /// <summary>The body of a registration.</summary>
    /// <param name="plate">In GBK.</param>
    /// <param name="edition">2013 or 2019.</param>
    public static byte[] Registration(ReadOnlySpan<byte> plate, int edition = 2013)
    {
        var (maker, model, id) = edition == 2019 ? (11, 30, 30) : (5, 20, 7);
        return [.. Word(32), .. Word(303), .. Text("EDGEG", maker), .. Text("SIM-1", model), .. Text("0000001", id), 2, .. plate];
    }

    /// <summary>The body of an authentication.</summary>
    public static byte[] Authentication(ReadOnlySpan<byte> code, int edition = 2013) =>
        edition == 2019 ? [(byte)code.Length, .. code, .. new byte[15], .. Text("1.0", 20)] : [.. code];

    /// <summary>The body of a batch of location reports.</summary>
    public static byte[] Batch(bool resent, params IReadOnlyList<byte[]> locations) =>
        [.. Word(locations.Count), resent ? (byte)1 : (byte)0, .. locations.SelectMany(location => (byte[])[.. Word(location.Length), .. location])];

    /// <summary>The messages in what came from the server: unescaped, without flags and checksum.</summary>
    public static IEnumerable<byte[]> Split(List<byte> received)
    {
        for (int end; received.Count > 1 && (end = received.IndexOf(0x7E, 1)) > 0; received.RemoveRange(0, end + 1))
        {
            var plain = new List<byte>();
            for (var i = 1; i < end; i++)
            {
                plain.Add(received[i] == 0x7D ? (byte)(received[++i] == 1 ? 0x7D : 0x7E) : received[i]);
            }

            yield return [.. plain[..^1]];
        }
    }

    /// <summary>Two bytes, the high one first.</summary>
    public static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Long(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Time(DateTimeOffset at) => Convert.FromHexString(at.ToOffset(TimeSpan.FromHours(8)).ToString("yyMMddHHmmss"));

    private static byte[] Text(string text, int length) => [.. text.Select(character => (byte)character), .. new byte[length - text.Length]];

    private static byte[] Escaped(byte value) => value switch
    {
        0x7E => [0x7D, 2],
        0x7D => [0x7D, 1],
        _ => [value],
    };
}
