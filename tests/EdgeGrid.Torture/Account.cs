using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture;

/// <summary>
/// What became of every alert. Raised is what the gateways said that they have accepted, and every sequence that their
/// outboxes have given away; filed is what stands in the hub's store, under that identity or, where an outbox had to
/// begin anew, under another. A sequence in between that is nowhere is lost, even when the gateway died before it could
/// say a word about it.
/// </summary>
/// <param name="Accepted">Transitions of alerts that the gateways say are on their disks.</param>
/// <param name="Filed">Transitions in the hub's store.</param>
/// <param name="Cases">In the hub's store.</param>
/// <param name="Lost">Neither in the store nor, where the scenario allows that, in the ledger.</param>
/// <param name="InLedger">Not in the store, but named by the ledger.</param>
/// <param name="Twice">Alerts that the store, a case, or two cases have twice.</param>
/// <param name="Disordered">Alerts whose transitions were committed in another order than they happened.</param>
/// <param name="Faults">Programs that ended, or did not do their work.</param>
internal sealed record Account(
    int Accepted,
    int Filed,
    int Cases,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> InLedger,
    IReadOnlyList<string> Twice,
    IReadOnlyList<string> Disordered,
    IReadOnlyList<string> Faults)
{
    public bool IsClean => Lost.Count == 0 && Twice.Count == 0 && Disordered.Count == 0 && Faults.Count == 0;

    /// <summary>Draws it up, when nothing moves any more.</summary>
    public static Account Of(IReadOnlyList<Gateway> gateways, HubRecords hub, bool mayLose, IReadOnlyList<string> faults)
    {
        var filed = hub.Alerts.Select(alert => alert.Identity).Concat(hub.LossLines).ToHashSet();
        var filedAnyhow = hub.Alerts.Select(alert => alert.Step).ToHashSet();
        var (lost, explained) = (new List<string>(), new List<string>());
        foreach (var gateway in gateways)
        {
            foreach (var (identity, acceptance) in Missing(gateway, filed))
            {
                if (acceptance is { Step: { } step } && filedAnyhow.Contains(step))
                {
                    continue;
                }

                var line = gateway.Ledger.Explanation(identity, acceptance is not null);
                var words = string.Join("; ", [
                    Words(identity, acceptance),
                    .. gateway.DamagesOf(identity.Epoch),
                    .. line is null ? [] : (string[])[$"the ledger says {line.Reason}: {line.Detail}"],
                ]);
                (line is not null && mayLose ? explained : lost).Add(words);
            }

            lost.AddRange(gateway.Ledger.Unreadable.Where(_ => lost.Count > 0).Select(text => $"perhaps named in a line of the ledger that nobody can read: {text}"));
        }

        var silent = gateways.Where(gateway => gateway.Accepted.All.Count == 0).Select(gateway => $"{gateway.Name} has accepted nothing at all");
        return new Account(
            gateways.Sum(gateway => gateway.Accepted.All.Count),
            hub.Alerts.Count,
            hub.Cases,
            lost,
            explained,
            hub.Twice,
            hub.Disordered,
            [.. faults, .. silent]);
    }

    private static IEnumerable<(AlertIdentity Identity, Acceptance? Acceptance)> Missing(Gateway gateway, HashSet<AlertIdentity> filed)
    {
        var accepted = gateway.Accepted.All;
        return accepted.Keys.Concat(Gaps(gateway.Name, accepted.Keys.Concat(filed)))
            .Where(identity => !filed.Contains(identity))
            .Distinct()
            .Select(identity => (identity, accepted.GetValueOrDefault(identity)));
    }

    /// <summary>A lane gives its sequences away without a gap, from 1: one that nobody knows of, before a later one that somebody does, was an alert.</summary>
    private static IEnumerable<AlertIdentity> Gaps(string gateway, IEnumerable<AlertIdentity> known) =>
        from epoch in known.Where(identity => identity.Gateway == gateway).GroupBy(identity => identity.Epoch)
        let last = epoch.Max(identity => identity.Sequence)
        from sequence in Enumerable.Range(1, (int)last)
        select new AlertIdentity(gateway, epoch.Key, sequence);

    private static string Words(AlertIdentity identity, Acceptance? acceptance) => acceptance switch
    {
        null => $"{identity}, of which the gateway never said a word",
        { Step: { } step } => $"{identity}, {step.Transition} of alert {step.AlertId}, accepted in cycle {acceptance.Cycle}",
        _ => $"{identity}, numbered by the outbox",
    };
}
