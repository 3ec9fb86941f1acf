using System.Globalization;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>
/// Real frames with mistakes in them: bits turned, bytes put in, taken out, doubled or cut off, frames run into each other.
/// The same seed gives the same inputs. EDGEGRID_FUZZ=10000000 in the environment makes as many of them.
/// </summary>
internal sealed class Mutations(IReadOnlyList<byte[]> frames, byte[] meaningful, int seed = 1)
{
    private const int Usual = 20_000;

    private readonly Random _random = new(seed);

    public static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("EDGEGRID_FUZZ"), CultureInfo.InvariantCulture, out var count) ? count : Usual;

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(AnyFrame());
        for (var others = _random.Next(3); others > 0; others--)
        {
            bytes.AddRange(AnyFrame());
        }

        for (var changes = _random.Next(6); changes > 0 && bytes.Count > 0; changes--)
        {
            Change(bytes, _random.Next(bytes.Count));
        }

        return [.. bytes];
    }

    /// <summary>Cuts an input into pieces.</summary>
    public IEnumerable<byte[]> Cut(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(1 + _random.Next(40), bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    private byte[] AnyFrame() => frames[_random.Next(frames.Count)];

    private byte AnyByte() => _random.Next(2) == 0 ? meaningful[_random.Next(meaningful.Length)] : (byte)_random.Next(256);

    private void Change(List<byte> bytes, int at)
    {
        var length = Math.Min(_random.Next(1, 20), bytes.Count - at);
        switch (_random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = AnyByte();
                break;
            case 2:
                bytes.Insert(at, AnyByte());
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
