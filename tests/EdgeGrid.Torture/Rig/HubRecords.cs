namespace EdgeGrid.Torture.Rig;

/// <summary>One transition in the hub's store.</summary>
internal sealed record FiledAlert(AlertIdentity Identity, AlertStep Step, string Device, DateTimeOffset DecidedAt);

/// <summary>What stands in the hub's store in the end.</summary>
/// <param name="Alerts">Transitions in the order in which they were committed, as often as they are there.</param>
/// <param name="LossLines">Of the gateways' ledgers: they travel in the lane of the alerts, and take their numbers from it.</param>
/// <param name="Cases">How many.</param>
/// <param name="Twice">Transitions or alerts that are there twice, in words.</param>
internal sealed record HubRecords(IReadOnlyList<FiledAlert> Alerts, IReadOnlyCollection<AlertIdentity> LossLines, int Cases, IReadOnlyList<string> Twice)
{
    public static HubRecords Read(HubFile hub)
    {
        var alerts = hub.Query(
            """
            SELECT Gateway, Epoch, Sequence, AlertId, CASE Transition WHEN 1 THEN 'Raised' WHEN 2 THEN 'Escalated' ELSE 'Cleared' END, Device, DecidedAt
            FROM alerts ORDER BY Id
            """,
            row => new FiledAlert(
                new AlertIdentity(row.GetString(0), row.GetString(1), row.GetInt64(2)),
                new AlertStep(row.GetString(3), row.GetString(4)),
                row.GetString(5),
                new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero)));
        var entries = hub.Query(
            "SELECT json_extract(Data, '$.alert.alertId') FROM case_events WHERE Type IN ('CaseReported', 'AlertJoined')",
            row => row.GetString(0));
        return new HubRecords(
            alerts,
            hub.TakeDownLossLines(),
            (int)hub.Query("SELECT COUNT(*) FROM cases", row => row.GetInt64(0))[0],
            [
                .. Repeated(alerts.Select(alert => alert.Identity)).Select(identity => $"transition {identity} is in the store twice"),
                .. Repeated(alerts.Where(alert => alert.Step.Transition != "Escalated").Select(alert => alert.Step))
                    .Select(step => $"alert {step.AlertId} is in the store as {step.Transition} twice"),
                .. Repeated(entries).Select(alert => $"alert {alert} opened or joined a case twice"),
            ]);
    }

    /// <summary>
    /// Transitions of one alert that the hub committed in another order than their sequence, in words: a case that is
    /// told of the end before the beginning ends up open.
    /// </summary>
    public IReadOnlyList<string> Disordered =>
    [
        .. from alert in Alerts.GroupBy(alert => (alert.Step.AlertId, alert.Identity.Epoch))
           let sequences = alert.Select(transition => transition.Identity.Sequence)
           where !sequences.Order().SequenceEqual(sequences)
           select $"alert {alert.Key.AlertId} was committed in the order {string.Join(", ", alert.Select(transition => $"{transition.Identity.Sequence} {transition.Step.Transition}"))}",
    ];

    /// <summary>
    /// Alerts of which only the beginning or only the end is here, in words, although their device has told of a later
    /// one: a transition that was decided, and that no outbox ever accepted. Only what happened in one life of an agent
    /// can be judged so, because a new one knows of no alert that it has raised.
    /// </summary>
    /// <param name="ends">Moments in which no agent ran, in order: what began after the last is not looked at.</param>
    public IReadOnlyList<string> HalfTold(IReadOnlyList<DateTimeOffset> ends) =>
    [
        .. from device in Alerts.GroupBy(alert => (alert.Identity.Gateway, alert.Device))
           from life in device.GroupBy(alert => alert.Step.AlertId).GroupBy(alert => ends.Count(end => end <= alert.Min(step => step.DecidedAt)))
           where life.Key < ends.Count
           from alert in life.OrderBy(alert => alert.Min(step => step.DecidedAt)).SkipLast(1)
           where alert.Count() < 2
           let only = alert.First()
           select $"the other half of alert {alert.Key}, {only.Step.Transition} as {only.Identity}: {device.Key.Device} went on, and its gateway never accepted it",
    ];

    private static IEnumerable<T> Repeated<T>(IEnumerable<T> all) => all.GroupBy(one => one).Where(same => same.Count() > 1).Select(same => same.Key);
}
