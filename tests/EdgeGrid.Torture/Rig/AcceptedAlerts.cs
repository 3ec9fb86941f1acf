using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeGrid.Torture.Rig;

/// <summary>A transition that a gateway has accepted.</summary>
/// <param name="Step">What it is about; null when the gateway died before it said a word of it.</param>
/// <param name="Cycle">When it was heard of.</param>
internal sealed record Acceptance(AlertStep? Step, int Cycle);

/// <summary>What one gateway has accepted, by its own words, over all of its lives.</summary>
internal sealed partial class AcceptedAlerts(Trial trial)
{
    private readonly Dictionary<AlertIdentity, Acceptance> _all = [];
    private int _linesHeard;

    public IReadOnlyDictionary<AlertIdentity, Acceptance> All => _all;

    /// <summary>What was heard of last.</summary>
    public AlertIdentity? Newest { get; private set; }

    /// <summary>The epochs of all of them.</summary>
    public IReadOnlySet<string> Epochs => _all.Keys.Select(identity => identity.Epoch).ToHashSet();

    /// <summary>Takes in what is new of everything that the present life has said.</summary>
    public void Listen(IEnumerable<string> lines)
    {
        foreach (var line in lines.Skip(_linesHeard))
        {
            _linesHeard++;
            if (AcceptedLine().Match(line) is { Success: true } match)
            {
                Newest = new AlertIdentity(
                    match.Groups["gateway"].Value,
                    match.Groups["epoch"].Value,
                    long.Parse(match.Groups["sequence"].Value, CultureInfo.InvariantCulture));
                _all[Newest.Value] = new Acceptance(new AlertStep(match.Groups["alert"].Value, match.Groups["transition"].Value), trial.Cycle);
            }
        }
    }

    /// <summary>Takes in the rest of a life that is over.</summary>
    public void ListenToEnd(IEnumerable<string> lines)
    {
        Listen(lines);
        _linesHeard = 0;
    }

    /// <summary>Whatever the outbox has numbered it has accepted, said or unsaid.</summary>
    public void AddThrough(string gateway, string epoch, long lastSequence)
    {
        for (var sequence = 1L; sequence <= lastSequence; sequence++)
        {
            _all.TryAdd(new AlertIdentity(gateway, epoch, sequence), new Acceptance(null, trial.Cycle));
        }
    }

    [GeneratedRegex(@"\bAlert (?<alert>[0-9a-f]{32}) (?<transition>\w+): .*\[(?<gateway>[a-z0-9-]+)/(?<epoch>[0-9a-f]{32})/(?<sequence>\d+)\]$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AcceptedLine();
}
