using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture;

/// <summary>
/// What became of every alert. Raised is what the gateway said that it has accepted, and every sequence that its outbox
/// has given away; filed is what stands in the hub's store. A sequence in between that is nowhere is lost, even when
/// the gateway died before it could say a word about it.
/// </summary>
/// <param name="Accepted">Transitions of alerts that the gateway's log says are on its disk.</param>
/// <param name="Filed">Transitions in the hub's store.</param>
/// <param name="Cases">In the hub's store.</param>
/// <param name="Lost">Identities that are neither in the store nor in the ledger.</param>
/// <param name="Explained">Identities that the ledger names.</param>
/// <param name="Twice">Alerts that a case, or two, have twice.</param>
/// <param name="Crashes">Ends of a program that nobody had asked for.</param>
internal sealed record Account(
    int Accepted,
    int Filed,
    int Cases,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Explained,
    IReadOnlyList<string> Twice,
    IReadOnlyList<string> Crashes)
{
    public bool IsClean => Lost.Count == 0 && Twice.Count == 0 && Crashes.Count == 0;

    /// <summary>Draws it up, when nothing moves any more.</summary>
    public static Account Of(IReadOnlyCollection<AlertIdentity> accepted, HubRecords hub, IReadOnlyList<LedgerLine> ledger, IReadOnlyList<string> crashes)
    {
        var filed = hub.Alerts.ToHashSet();
        var missing = accepted.Concat(Gaps(hub.Alerts)).Where(identity => !filed.Contains(identity)).Distinct().ToList();
        var explained = missing.Where(identity => ledger.Any(line => line.Covers(identity))).ToList();
        return new Account(
            accepted.Count,
            hub.Alerts.Count,
            hub.Cases,
            [.. missing.Except(explained).Select(identity => identity.ToString())],
            [.. explained.Select(identity => identity.ToString())],
            hub.Twice,
            crashes);
    }

    /// <summary>A lane gives its sequences away without a gap, from 1: one that the store has not, but a later one it has, was an alert.</summary>
    private static IEnumerable<AlertIdentity> Gaps(IReadOnlyCollection<AlertIdentity> filed) =>
        from epoch in filed.GroupBy(identity => identity.Epoch)
        let last = epoch.Max(identity => identity.Sequence)
        from sequence in Enumerable.Range(1, (int)last)
        select new AlertIdentity(epoch.Key, sequence);
}
