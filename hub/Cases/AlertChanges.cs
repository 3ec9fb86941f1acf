namespace EdgeGrid.Hub.Cases;

/// <summary>What happens to the alerts of a case.</summary>
internal static class AlertChanges
{
    /// <summary>The state after an event of an alert; null when it is another event.</summary>
    public static CaseState? NextAlert(this CaseState state, RecordedEvent recorded) => recorded.Happened switch
    {
        AlertJoined joined => state.With(joined.Alert) with { Title = CaseTitle.With(state.Title, joined.Alert.Kind), Measured = joined.Alert.Measured },
        AlertEscalated rose => state.Standing((rose.Gateway, rose.AlertId), standing => standing with { Level = rose.Level }) with { Measured = rose.Measured },
        AlertCleared cleared => state.Standing((cleared.Gateway, cleared.AlertId), standing => standing with { Cleared = true }) with
        {
            AlertsCleared = state.AlertsCleared + 1,
            Measured = cleared.Measured,
        },
        LevelRaised raised => state with { Level = raised.To },
        _ => null,
    };

    /// <summary>The state with one more alert.</summary>
    public static CaseState With(this CaseState state, ReportedAlert alert) =>
        state with { Alerts = state.Alerts.SetItem((alert.Gateway, alert.AlertId), new AlertStanding(alert.Kind, alert.Level, Cleared: false)) };

    private static CaseState Standing(this CaseState state, (string, string) key, Func<AlertStanding, AlertStanding> change) =>
        state with { Alerts = state.Alerts.SetItem(key, change(state.Alerts[key])) };
}
