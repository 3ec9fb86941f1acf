using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>
/// Looks at a gateway's revisions: what its disk holds between two lives, what each life said that it runs, and whether the
/// hub was told the same. Reads the file by itself: with the agent's code it would share its mistakes.
/// </summary>
internal sealed partial class RevisionWatch(Trial trial, string dataFolder, Wishes wishes)
{
    /// <summary>A trial that was started so often is given up.</summary>
    public const int MostStarts = 3;

    private readonly HashSet<long> _taken = [];
    private readonly HashSet<long> _stood = [];
    private readonly HashSet<long> _rolledBack = [];
    private readonly HashSet<long> _refused = [];
    private long? _next;

    /// <summary>For people.</summary>
    public string Standing => $"{_taken.Count} taken, {_stood.Count} stood, {_rolledBack.Count} rolled back";

    /// <summary>The gateway stands still: what does its disk hold?</summary>
    public void Look()
    {
        _next = null;
        if (Read() is not { } disk)
        {
            return;
        }

        Keep(disk);
        _next = disk.Trial is { } tried && disk.Starts < MostStarts ? tried : disk.Good ?? 0;
    }

    /// <summary>A life is over: it ran first what the disk told, and never what no gateway may run.</summary>
    public void Hear(IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            if (InForceLine().Match(line) is { Success: true } runs)
            {
                var revision = NumberIn(runs);
                if (first && _next is { } expected && revision != expected)
                {
                    trial.Fault($"its disk told of revision {expected}, and it came up with {revision}");
                }

                if (wishes.Bad.Contains(revision))
                {
                    trial.Fault($"it runs revision {revision}, which nobody can run");
                }

                first = false;
            }
            else if (ChangeLine().Match(line) is { Success: true } change)
            {
                SetOf(change.Groups["event"].Value).Add(NumberIn(change));
            }
        }
    }

    /// <summary>Returns when the gateway has settled on the newest revision, and the hub tells of it what its disk holds.</summary>
    public async Task AgreesAsync()
    {
        var seen = "";
        try
        {
            await Eventually.HoldsAsync("hub and gateway agree", async () => await TellsTheSameAsync(told => seen = told), seconds: 90);
            trial.Count("times that hub and disk were compared");
        }
        catch (TimeoutException)
        {
            trial.Fault($"hub and gateway do not agree on revision {wishes.Newest} within 90 s: {seen}");
        }
    }

    /// <summary>The newest runs, and nothing else.</summary>
    public void MustRun(long revision)
    {
        if (Read() is not { Trial: null } disk || disk.Good != revision)
        {
            trial.Fault($"it does not run revision {revision} in the end");
        }
    }

    /// <summary>Writes the figures down.</summary>
    public void CountUp()
    {
        trial.Count("taken", _taken.Count);
        trial.Count("stood", _stood.Count);
        trial.Count("rolled back", _rolledBack.Count);
        trial.Count("refused", _refused.Count);
    }

    private async Task<bool> TellsTheSameAsync(Action<string> note)
    {
        if (await wishes.ReadAsync() is not { } hub || Read() is not { } disk)
        {
            return false;
        }

        Keep(disk);
        var (hash, devices) = wishes.Status();
        var prefix = wishes.PrefixOf(hub.InForce);
        note($"the hub was told {hub}, the disk holds {disk}, the status has {string.Join(", ", devices)}");
        return disk.Trial is null
            && (hub.Revision, hub.State, hub.InForce) == (wishes.Newest, disk.Outcome, disk.Good ?? 0)
            && hub.Hash == hash
            && devices.Count == Bustle.Modest.Contacts
            && devices.All(device => device.StartsWith($"{prefix}contact-", StringComparison.Ordinal));
    }

    private void Keep(Kept disk)
    {
        _taken.UnionWith(new[] { disk.Trial, disk.Good }.OfType<long>());
        _stood.UnionWith(new[] { disk.Good }.OfType<long>());
        if (disk.Outcome is "rolled-back" or "refused")
        {
            (disk.Outcome == "refused" ? _refused : _rolledBack).Add(disk.Heard);
        }
    }

    private HashSet<long> SetOf(string change) => change switch
    {
        "1501" => _taken,
        "1502" => _refused,
        "1503" => _stood,
        _ => _rolledBack,
    };

    private Kept? Read()
    {
        var folder = Path.Combine(dataFolder, "configuration");
        var file = Path.Combine(folder, "revisions.json");
        if (!File.Exists(file))
        {
            return new Kept(0, "local", null, null, 0);
        }

        if (Directory.EnumerateFiles(folder, "*.aside").Any())
        {
            trial.Fault("its revisions were set aside as damaged");
        }

        if (File.ReadAllText(file).Split('\n', 2) is not [var hash, var json] || hash != Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))))
        {
            trial.Fault("its file of revisions is not whole");
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var state = document.RootElement;
        return new Kept(state.GetProperty("heard").GetInt64(), state.GetProperty("outcome").GetString()!, NumberOf("good"), NumberOf("trial"), state.GetProperty("starts").GetInt32());

        long? NumberOf(string name) => state.TryGetProperty(name, out var revision) ? revision.GetProperty("number").GetInt64() : null;
    }

    private static long NumberIn(Match match) =>
        match.Groups["revision"] is { Success: true } number ? long.Parse(number.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\[1500\] Configuration in force: (revision (?<revision>\d+) of the hub|the technician's file)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InForceLine();

    [GeneratedRegex(@"\[(?<event>150[1-4])\] Revision (?<revision>\d+) of the hub", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChangeLine();

    /// <summary>What the disk holds.</summary>
    private sealed record Kept(long Heard, string Outcome, long? Good, long? Trial, int Starts);
}
