using System.Globalization;
using System.Text;

namespace EdgeGrid.Simulation.Gnss;

/// <summary>One burst of a receiver's output.</summary>
/// <param name="After">How long after the burst before it.</param>
/// <param name="Bytes">As recorded, binary and all.</param>
internal readonly record struct NmeaBurst(TimeSpan After, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A file that a receiver's output was written to. Lines that begin with # are notes about the recording, and left out;
/// anything else is kept byte for byte. Its pace is that of the times in the sentences; where there are none, that of a
/// line at 9600 baud.
/// </summary>
public sealed class NmeaRecording
{
    private const int BytesPerSecondAt9600Baud = 960;
    private const long TicksPerDay = TimeSpan.TicksPerDay;

    // A recording with a hole is not worth waiting for.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private NmeaRecording(IReadOnlyList<NmeaBurst> bursts, int sentences) => (Bursts, Sentences) = (bursts, sentences);

    /// <summary>How many lines look like a sentence; 0 means that this is no recording of NMEA 0183.</summary>
    public int Sentences { get; }

    /// <summary>How long it plays at rate 1.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(Bursts.Sum(burst => burst.After.Ticks));

    internal IReadOnlyList<NmeaBurst> Bursts { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NmeaRecording Load(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Takes a file's content.</summary>
    public static NmeaRecording Parse(ReadOnlyMemory<byte> content)
    {
        var lines = Lines(content).Where(line => line.Span[0] != '#').ToList();
        var timed = lines.Exists(line => TimeOfDay(line.Span) is not null);
        var bursts = timed ? ByTime(lines) : ByLength(lines);
        return new NmeaRecording([.. bursts], lines.Count(line => SentenceStart(line.Span) >= 0));
    }

    private static IEnumerable<NmeaBurst> ByTime(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var burst = new List<byte>();
        var after = TimeSpan.Zero;
        TimeSpan? current = null;
        foreach (var line in lines)
        {
            if (TimeOfDay(line.Span) is { } time && time != current)
            {
                if (current is { } previous)
                {
                    yield return new NmeaBurst(after, burst.ToArray());
                    burst.Clear();
                    after = Pause(previous, time);
                }

                current = time;
            }

            burst.AddRange(line.Span);
        }

        if (burst.Count > 0)
        {
            yield return new NmeaBurst(after, burst.ToArray());
        }
    }

    private static IEnumerable<NmeaBurst> ByLength(IEnumerable<ReadOnlyMemory<byte>> lines) =>
        lines.Select(line => new NmeaBurst(TimeSpan.FromSeconds((double)line.Length / BytesPerSecondAt9600Baud), line));

    private static TimeSpan Pause(TimeSpan from, TimeSpan to)
    {
        var ahead = TimeSpan.FromTicks(((to - from).Ticks + TicksPerDay) % TicksPerDay);

        // Sentences out of order look like a leap of nearly a day: send those at once.
        if (ahead > TimeSpan.FromHours(12))
        {
            return TimeSpan.Zero;
        }

        return ahead < LongestPause ? ahead : LongestPause;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            var end = content.Span.IndexOf((byte)'\n');
            var length = end < 0 ? content.Length : end + 1;
            yield return content[..length];
            content = content[length..];
        }
    }

    /// <summary>Where <c>$xxYYY,</c> or <c>$P…,</c> begins; -1 when there is none.</summary>
    private static int SentenceStart(ReadOnlySpan<byte> line)
    {
        var start = line.LastIndexOf((byte)'$');
        return start >= 0 && line.Length > start + 7 && line[start..].IndexOf((byte)',') is > 3 ? start : -1;
    }

    private static TimeSpan? TimeOfDay(ReadOnlySpan<byte> line)
    {
        var start = SentenceStart(line);
        if (start < 0)
        {
            return null;
        }

        var sentence = Encoding.ASCII.GetString(line[start..]);
        var fields = sentence.Split(',');
        var index = fields[0].Length == 6 ? fields[0][3..] switch { "RMC" or "GGA" or "GNS" or "ZDA" => 1, "GLL" => 5, _ => 0 } : 0;
        return index > 0 && fields.Length > index
            && TimeSpan.TryParseExact(fields[index].Split('.')[0], "hhmmss", CultureInfo.InvariantCulture, out var whole)
            ? whole + Fraction(fields[index])
            : null;
    }

    private static TimeSpan Fraction(string time)
    {
        var point = time.IndexOf('.');
        return point >= 0 && double.TryParse(time.AsSpan(point), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
    }
}
