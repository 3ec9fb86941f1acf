using System.Globalization;
using System.Text;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The true times of this boot and of earlier ones, kept beside what was stored in them: a Raspberry Pi has no clock of
/// its own, and what it stored before its clock was right waits here over any number of restarts. A line a boot, ended by
/// a line with a dot.
/// </summary>
internal sealed class ClockHistory
{
    private const int MaxBoots = 16;
    private const long SettledMs = 1_000;
    private const string End = ".";

    private readonly string _path;
    private readonly Lock _lock = new();
    private List<BootClock> _boots;
    private bool _written = true;

    public ClockHistory(string path)
    {
        _path = path;
        _boots = Load(path);
    }

    /// <summary>What is known of a boot.</summary>
    public BootClock? Find(string bootId)
    {
        lock (_lock)
        {
            return _boots.FindLast(boot => boot.BootId == bootId);
        }
    }

    /// <summary>Takes what is known of a boot now. Goes to the disk when it is news.</summary>
    public void Learn(BootClock known)
    {
        lock (_lock)
        {
            var before = Find(known.BootId);
            if (before is null || before.Quality != known.Quality || Math.Abs(before.OffsetMs - known.OffsetMs) > SettledMs)
            {
                _boots = [.. _boots.Where(boot => boot.BootId != known.BootId).Append(known).TakeLast(MaxBoots)];
                _written = false;
            }

            Write();
        }
    }

    private void Write()
    {
        if (_written)
        {
            return;
        }

        try
        {
            DurableFolder.Replace(_path, string.Join('\n', _boots.Select(Line).Append(End)) + "\n");
            _written = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A disk that takes nothing says so elsewhere. What is known counts all the same, and is written later.
            return;
        }
    }

    private static string Line(BootClock boot) =>
        string.Create(CultureInfo.InvariantCulture, $"{boot.BootId} {boot.OffsetMs} {boot.Quality}");

    private static List<BootClock> Load(string path)
    {
        try
        {
            return File.ReadAllLines(path, Encoding.ASCII) is [.. var lines, End] ? [.. lines.Select(Parse).OfType<BootClock>()] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Missing, or not readable: times that cannot be corrected say so.
            return [];
        }
    }

    private static BootClock? Parse(string line) =>
        line.Split(' ') is [var boot, var offset, var quality]
        && long.TryParse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offsetMs)
        && Math.Abs(offsetMs) < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && Enum.TryParse<ClockQuality>(quality, out var known) && Enum.IsDefined(known)
            ? new BootClock(boot, offsetMs, known)
            : null;
}
