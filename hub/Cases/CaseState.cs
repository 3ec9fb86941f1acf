using System.Collections.Immutable;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>What the decider has to know of a case. Made only of its events.</summary>
internal sealed record CaseState
{
    public required int Version { get; init; }

    public required CaseStep Step { get; init; }

    public required WarningLevel Level { get; init; }

    public required bool Simulated { get; init; }

    /// <summary>The department it is dispatched to.</summary>
    public string? Department { get; init; }

    public ImmutableDictionary<(string Gateway, string AlertId), AlertStanding> Alerts { get; init; } =
        ImmutableDictionary<(string, string), AlertStanding>.Empty;

    /// <summary>The state after one more event.</summary>
    public static CaseState After(CaseState? state, CaseEvent happened)
    {
        if (happened is CaseReported reported)
        {
            return new CaseState
            {
                Version = 1,
                Step = CaseStep.Reported,
                Level = reported.Alert.Level,
                Simulated = reported.Alert.Simulated,
            }.With(reported.Alert);
        }

        var before = state ?? throw new InvalidOperationException($"{happened.GetType().Name} cannot be the first event of a case.");
        return before.Next(happened) with { Version = before.Version + 1 };
    }

    private CaseState Next(CaseEvent happened) => happened switch
    {
        CaseFiled => this with { Step = CaseStep.Filed },
        AlertJoined joined => With(joined.Alert),
        AlertEscalated rose => Standing((rose.Gateway, rose.AlertId), standing => standing with { Level = rose.Level }),
        AlertCleared cleared => Standing((cleared.Gateway, cleared.AlertId), standing => standing with { Cleared = true }),
        LevelRaised raised => this with { Level = raised.To },
        CaseDispatched dispatched => this with { Step = CaseStep.Dispatched, Department = dispatched.Department },
        CaseAccepted => this with { Step = CaseStep.Handling },
        FeedbackGiven => this with { Step = CaseStep.FedBack },
        CaseSentBack => this with { Step = CaseStep.Dispatched },
        CaseClosed => this with { Step = CaseStep.Closed },
        CaseAssessed => this with { Step = CaseStep.Assessed },
        _ => throw new InvalidOperationException($"A case does not know the event {happened.GetType().Name}."),
    };

    private CaseState With(ReportedAlert alert) =>
        this with { Alerts = Alerts.SetItem((alert.Gateway, alert.AlertId), new AlertStanding(alert.Level, Cleared: false)) };

    private CaseState Standing((string, string) key, Func<AlertStanding, AlertStanding> change) =>
        this with { Alerts = Alerts.SetItem(key, change(Alerts[key])) };
}

/// <summary>How an alert of a case stands.</summary>
internal readonly record struct AlertStanding(WarningLevel Level, bool Cleared);
