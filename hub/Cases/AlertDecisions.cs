using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>What an alert does to a case, in whatever step it is.</summary>
internal static class AlertDecisions
{
    public static Decision Note(CaseState state, NoteAlert note)
    {
        var alert = note.Alert;
        if (alert.Simulated != state.Simulated)
        {
            return Decision.Rejected(CaseRefusals.Simulated);
        }

        var events = new List<CaseEvent>();
        if (!state.Alerts.TryGetValue((alert.Gateway, alert.AlertId), out var standing))
        {
            if (!state.IsOpen)
            {
                return Decision.Rejected(CaseRefusals.Closed);
            }

            events.Add(new AlertJoined(alert));
        }
        else if (alert.Level.IsAbove(standing.Level))
        {
            // Also when the case is closed: its own alert stays its own, and the audit trail says what came later.
            events.Add(new AlertEscalated(alert.Gateway, alert.AlertId, alert.Level, alert.Measured));
        }

        if (alert.Level.IsAbove(state.Level))
        {
            events.Add(new LevelRaised(state.Level, alert.Level, alert.AlertId));
        }

        if (note.Transition == AlertTransition.Cleared && !standing.Cleared)
        {
            events.Add(new AlertCleared(alert.Gateway, alert.AlertId, alert.Measured));
        }

        return new Decision(events, null);
    }
}
