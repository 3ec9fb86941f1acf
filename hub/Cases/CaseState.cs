using System.Collections.Immutable;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>A case as its events say: what the decider has to know, and what the projection shows. Made of nothing else.</summary>
internal sealed record CaseState
{
    public required string CaseId { get; init; }

    public required int Version { get; init; }

    public required CaseSubject Subject { get; init; }

    public required CaseStep Step { get; init; }

    public required WarningLevel Level { get; init; }

    /// <summary>In one line.</summary>
    public required string Title { get; init; }

    /// <summary>The newest line of what was measured, or what people reported.</summary>
    public required string Measured { get; init; }

    public bool Simulated => Subject.Simulated;

    public bool IsOpen => Step < CaseStep.Closed;

    /// <summary>How it came to its end; null while it has not.</summary>
    public CaseEnding? Ending { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The case that took it over.</summary>
    public string? MergedInto { get; init; }

    public DateTimeOffset? FiledAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The department it is dispatched to.</summary>
    public string? Department { get; init; }

    /// <summary>The people whom it reached; empty while the department chooses.</summary>
    public ImmutableArray<string> Assignees { get; init; } = [];

    /// <summary>Those of them who took it.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When somebody must have accepted or refused; null once somebody has.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>What is asked for and not yet answered.</summary>
    public CaseRequest? Pending { get; init; }

    /// <summary>Its clock stands still.</summary>
    public bool Suspended { get; init; }

    public DateTimeOffset? SuspendedUntil { get; init; }

    public CaseTask? Verification { get; init; }

    public CaseTask? Inspection { get; init; }

    /// <summary>Who said that the work is done.</summary>
    public string? FedBackBy { get; init; }

    /// <summary>Whoever found it did it.</summary>
    public bool SelfHandled { get; init; }

    public int Urged { get; init; }

    /// <summary>How often it was dispatched again to the same department.</summary>
    public int Reworks { get; init; }

    public int? Score { get; init; }

    public int Attachments { get; init; }

    public ImmutableSortedSet<string> Links { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What has been said of the stages of its limit.</summary>
    public ImmutableDictionary<string, LimitStanding> Limits { get; init; } = ImmutableDictionary<string, LimitStanding>.Empty;

    public ImmutableDictionary<(string Gateway, string AlertId), AlertStanding> Alerts { get; init; } =
        ImmutableDictionary<(string, string), AlertStanding>.Empty;

    public int AlertsCleared { get; init; }

    /// <summary>True of who took it, or said that it is done: another person inspects it.</summary>
    public bool DidTheWork(string name) => name == FedBackBy || Accepted.Contains(name);

    /// <summary>The state after one more event.</summary>
    public static CaseState After(CaseState? state, RecordedEvent recorded)
    {
        if (recorded.Happened is CaseReported or StormReported or ProblemReported or CaseSplitOff)
        {
            return CaseOpening.Of(recorded);
        }

        var before = state ?? throw new InvalidOperationException($"{recorded.Happened.GetType().Name} cannot be the first event of a case.");
        return before.Next(recorded).WithoutLapsedRequest() with { Version = recorded.Version, ChangedAt = recorded.At };
    }

    private CaseState Next(RecordedEvent recorded) => recorded.Happened switch
    {
        CaseFiled => this with { Step = CaseStep.Filed, FiledAt = recorded.At },
        FeedbackGiven => this with { Step = CaseStep.FedBack, FedBackBy = recorded.By, Inspection = null },
        CaseSentBack => this with { Step = CaseStep.Dispatched, Accepted = [], SelfHandled = false, Reworks = Reworks + 1 },
        CaseClosed => this.Ended(SelfHandled ? CaseEnding.SelfHandled : CaseEnding.Handled, recorded.At),
        CaseAssessed assessed => this with { Step = CaseStep.Assessed, Score = assessed.Score },
        _ => this.NextDispatch(recorded) ?? this.NextAlert(recorded) ?? this.NextRequest(recorded) ?? this.NextTask(recorded) ?? this.NextRelation(recorded)
            ?? throw new InvalidOperationException($"A case does not know the event {recorded.Happened.GetType().Name}."),
    };
}

/// <summary>What a case is about: told once, when it was opened.</summary>
internal sealed record CaseSubject
{
    /// <summary>Of the first alert; null when no sensor reported it.</summary>
    public AlertKind? Kind { get; init; }

    /// <summary>Of the first alert; null also for a storm, which is of many.</summary>
    public string? Gateway { get; init; }

    public string? Device { get; init; }

    /// <summary>In the district's catalogue; null when a sensor reported it.</summary>
    public string? Category { get; init; }

    /// <summary>Who reported it; null when a sensor did.</summary>
    public ReportSource? Source { get; init; }

    public string? Reference { get; init; }

    public required string Place { get; init; }

    public required string Grid { get; init; }

    public Position? Position { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    public required string ReportedBy { get; init; }

    public required bool Simulated { get; init; }
}

/// <summary>How an alert of a case stands.</summary>
internal readonly record struct AlertStanding(AlertKind Kind, WarningLevel Level, bool Cleared);

/// <summary>What was said last of a stage of a limit.</summary>
internal readonly record struct LimitStanding(DateTimeOffset DueAt, bool Passed);
