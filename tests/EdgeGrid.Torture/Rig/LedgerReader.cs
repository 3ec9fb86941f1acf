namespace EdgeGrid.Torture.Rig;

/// <summary>
/// What the loss ledger of one gateway has said, read whenever the gateway stands still: so that a line counts from the
/// moment at which it was there, though the file is damaged on purpose later.
/// </summary>
/// <param name="folder">The gateway's data.</param>
internal sealed class LedgerReader(string folder)
{
    private readonly HashSet<string> _seen = [];
    private readonly List<LedgerLine> _precise = [];
    private readonly List<LedgerLine> _vague = [];
    private readonly Dictionary<AlertIdentity, LedgerLine> _meant = [];
    private readonly List<string> _unreadable = [];

    /// <summary>Lines that the gateway wrote, and nobody can read.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>How many transitions the lines name by their numbers.</summary>
    public long Named => _precise.Sum(line => Math.Max(1, line.Count));

    /// <summary>Takes in the lines that are new.</summary>
    /// <param name="suspects">
    /// What may be lost without anyone knowing its number: accepted by now, and in a file that was damaged on purpose. A
    /// line that does not know what is lost explains these and nothing else, least of all what is accepted later.
    /// </param>
    public void Read(IReadOnlyCollection<AlertIdentity> suspects)
    {
        foreach (var text in Lines().Where(_seen.Add))
        {
            if (!LedgerLine.TryParse(text, out var line))
            {
                _unreadable.Add(text);
            }
            else if (line is { IsVague: false })
            {
                _precise.Add(line);
            }
            else if (line is not null)
            {
                _vague.Add(line);
                foreach (var identity in suspects.Where(identity => line.MayMean(identity.Epoch)))
                {
                    _meant.TryAdd(identity, line);
                }
            }
        }
    }

    /// <summary>What stands there now is damage of ours: it was read before, and counts for nothing.</summary>
    public void Distrust() => _seen.UnionWith(Lines());

    /// <summary>Why something is lost; null when nothing says so.</summary>
    /// <param name="identity">What.</param>
    /// <param name="wasAccepted">
    /// The gateway said that it has it. Of what it never spoke of (it was killed before it could, or it was a line of the
    /// ledger itself) nobody can say in which file it stood: any vague line about its epoch will do.
    /// </param>
    public LedgerLine? Explanation(AlertIdentity identity, bool wasAccepted) =>
        _precise.Find(line => line.Names(identity))
            ?? _meant.GetValueOrDefault(identity)
            ?? (wasAccepted ? null : _vague.Find(line => line.MayMean(identity.Epoch)));

    private string[] Lines() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "losses.jsonl*").Order().SelectMany(File.ReadLines).Where(line => line.Length > 0)]
        : [];
}
