namespace EdgeGrid.Hub.Cases;

/// <summary>What two cases have to do with each other.</summary>
internal static class RelationDecisions
{
    private const int MostLinks = 50;

    /// <summary>Null when it is not about that.</summary>
    public static Decision? Decide(CaseState state, CaseCommand command) => command switch
    {
        LinkCase link when link.Other == state.CaseId => Decision.Rejected(CaseRefusals.LinkedWithItself),
        LinkCase link when state.Links.Contains(link.Other) => Decision.Nothing,
        LinkCase when state.Links.Count >= MostLinks => Decision.Rejected(CaseRefusals.TooManyLinks(MostLinks)),
        LinkCase link => Needs.All(() => new CaseLinked(link.Other, link.Reason), Needs.Text(link.Reason, CaseFields.Reason)),
        UnlinkCase unlink when !state.Links.Contains(unlink.Other) => Decision.Rejected(CaseRefusals.NotLinked(unlink.Other)),
        UnlinkCase unlink => Needs.All(() => new CaseUnlinked(unlink.Other, unlink.Reason), Needs.Text(unlink.Reason, CaseFields.Reason)),
        MergeCase merge when merge.Into == state.CaseId => Decision.Rejected(CaseRefusals.MergedIntoItself),
        MergeCase merge => Needs.All(() => new CaseMerged(merge.Into, merge.Reason), Needs.Text(merge.Reason, CaseFields.Reason)),
        AbsorbCase absorb when absorb.Simulated != state.Simulated => Decision.Rejected(CaseRefusals.Simulated),
        AbsorbCase absorb => Absorb(state, absorb),
        SplitCase split => Split(state, split),
        _ => null,
    };

    /// <summary>What the other side of a merge takes over.</summary>
    public static AbsorbCase Absorption(CaseState state, MergeCase merge) =>
        new(state.CaseId, merge.Reason, state.Level, state.Simulated, [.. state.Alerts.OrderBy(alert => alert.Key).Select(alert => Moved(alert.Key, alert.Value))]);

    /// <summary>How the new case of a split begins.</summary>
    public static OpenSplit Opening(CaseState state, SplitCase split)
    {
        var alerts = MovedBy(state, split);
        var subject = state.Subject with
        {
            Kind = alerts.Count > 0 ? alerts[0].Kind : null,
            Gateway = alerts.Count > 0 ? alerts[0].Gateway : null,
            Device = alerts.Count > 0 && alerts[0].Gateway == state.Subject.Gateway ? state.Subject.Device : null,
            Category = split.Category ?? state.Subject.Category,
        };
        var title = split.Description is { } description ? $"{CaseOpening.FirstLine(description)} · {subject.Place}" : CaseTitle.Of(alerts.Select(alert => alert.Kind), subject.Place);
        return new OpenSplit(new CaseSplitOff(
            state.CaseId,
            split.Reason,
            subject,
            alerts.Count > 0 ? alerts.Min(alert => alert.Level) : split.Level ?? state.Level,
            title,
            split.Description ?? state.Measured,
            state.FiledAt is not null,
            alerts));
    }

    /// <summary>The state after such an event; null when it is another.</summary>
    public static CaseState? NextRelation(this CaseState state, RecordedEvent recorded) => recorded.Happened switch
    {
        CaseLinked linked => state with { Links = state.Links.Add(linked.Other) },
        CaseUnlinked unlinked => state with { Links = state.Links.Remove(unlinked.Other) },
        CaseMerged merged => state.Ended(CaseEnding.Merged, recorded.At) with { MergedInto = merged.Into, Alerts = state.Alerts.Clear(), AlertsCleared = 0 },
        CaseAbsorbed absorbed => state.Taking(absorbed.Alerts) with { Links = state.Links.Add(absorbed.From) },
        CaseSplit split => state with
        {
            Alerts = state.Alerts.RemoveRange(split.Alerts.Select(alert => alert.Key)),
            AlertsCleared = state.AlertsCleared - split.Alerts.Count(alert => alert.Cleared),
            Links = state.Links.Add(split.Into),
        },
        _ => null,
    };

    /// <summary>The state with alerts of another case.</summary>
    public static CaseState Taking(this CaseState state, IReadOnlyList<MovedAlert> alerts) => state with
    {
        Alerts = state.Alerts.SetItems(alerts.Select(alert => KeyValuePair.Create(alert.Key, new AlertStanding(alert.Kind, alert.Level, alert.Cleared)))),
        AlertsCleared = state.AlertsCleared + alerts.Count(alert => alert.Cleared),
    };

    private static Decision Absorb(CaseState state, AbsorbCase absorb)
    {
        var absorbed = new CaseAbsorbed(absorb.From, absorb.Reason, absorb.Alerts);
        return absorb.Level.IsAbove(state.Level) ? Decision.Of(absorbed, new LevelRaised(state.Level, absorb.Level, null)) : Decision.Of(absorbed);
    }

    private static Decision Split(CaseState state, SplitCase split)
    {
        var asked = split.Alerts ?? [];
        var moved = MovedBy(state, split);
        return Needs.All(
            () => new CaseSplit(split.Into, split.Reason, moved),
            Needs.Text(split.Reason, CaseFields.Reason),
            asked.Count == 0 ? Needs.Text(split.Description, CaseFields.SplitDescription) : Needs.AtMost(split.Description, CaseFields.Description, Needs.Long),
            asked.Count == 0 && state.Subject.Category is null ? Needs.Text(split.Category, CaseFields.Category, Needs.Short) : Needs.AtMost(split.Category, CaseFields.Category, Needs.Short),
            moved.Count < asked.Count ? CaseRefusals.NotItsAlerts : null,
            asked.Count > 0 && moved.Count == state.Alerts.Count ? CaseRefusals.NoAlertLeft : null);
    }

    private static IReadOnlyList<MovedAlert> MovedBy(CaseState state, SplitCase split) =>
        [.. (split.Alerts ?? []).Select(alert => (alert.Gateway, alert.AlertId)).Distinct().Where(state.Alerts.ContainsKey).Select(key => Moved(key, state.Alerts[key]))];

    private static MovedAlert Moved((string Gateway, string AlertId) key, AlertStanding standing) =>
        new(key.Gateway, key.AlertId, standing.Kind, standing.Level, standing.Cleared);
}
