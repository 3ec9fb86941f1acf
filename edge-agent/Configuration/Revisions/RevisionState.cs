using System.Text.Json.Serialization;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Configuration.Revisions;

/// <summary>A revision that the hub sent.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Hash"><see cref="DesiredConfiguration.HashOf"/> of the document.</param>
/// <param name="Document">Devices and outputs, as they came.</param>
internal sealed record Revision(long Number, string Hash, string Document);

/// <summary>
/// Which configuration runs, and what became of the hub's: all that must outlive a power cut, in one file. Each method is
/// one change, and pure; whoever calls it stores the result before anything follows from it.
/// </summary>
internal sealed record RevisionState
{
    /// <summary>A trial that was started so often without standing is given up: a crash loop is impossible.</summary>
    public const int MostStarts = 3;

    /// <summary>The newest revision heard of; 0 before the first.</summary>
    public long Heard { get; init; }

    public string? HeardHash { get; init; }

    /// <summary>What became of it.</summary>
    public ConfigurationState Outcome { get; init; } = ConfigurationState.Local;

    public IReadOnlyList<ConfigurationIssue> Problems { get; init; } = [];

    public string? Reason { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The last one that stood; null is the technician's file.</summary>
    public Revision? Good { get; init; }

    /// <summary>The hub was reached while <see cref="Good"/> ran.</summary>
    public bool GoodReachedHub { get; init; }

    /// <summary>The one that has still to show that it stands.</summary>
    public Revision? Trial { get; init; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; init; }

    /// <summary>The technician has taken the gateway back: nothing of the hub's is taken.</summary>
    public bool KeptLocal { get; init; }

    /// <summary>What is to run; null is the technician's file.</summary>
    [JsonIgnore]
    public Revision? InForce => Trial ?? Good;

    public RevisionState Refuse(DesiredConfiguration desired, IReadOnlyList<ConfigurationIssue> problems, DateTimeOffset at) =>
        Hear(desired, at) with { Outcome = ConfigurationState.Refused, Problems = problems };

    /// <summary>The technician's file stays in force; the revision is taken when he lets go.</summary>
    public RevisionState KeepFrom(DesiredConfiguration desired, DateTimeOffset at) =>
        Hear(desired, at) with { Outcome = ConfigurationState.Local, Reason = KeptWords };

    /// <summary>Takes a valid revision; one whose document is in force already only gives it its number.</summary>
    public RevisionState Take(DesiredConfiguration desired, Revision revision, DateTimeOffset at)
    {
        var heard = Hear(desired, at);
        return Trial is null && Good?.Hash == revision.Hash
            ? heard with { Good = revision, Outcome = ConfigurationState.Applied }
            : heard with { Trial = revision, Starts = 0, Outcome = ConfigurationState.Applying };
    }

    /// <summary>The trial, if there is one, is started; or given up, when it was too often.</summary>
    public RevisionState Start(DateTimeOffset at) =>
        Trial is null ? this
        : Starts >= MostStarts ? RollBack($"The agent ended {Starts} times before the revision had stood for long enough.", at)
        : this with { Starts = Starts + 1 };

    public RevisionState Stand(bool reachedHub, DateTimeOffset at) => this with
    {
        Good = Trial,
        GoodReachedHub = reachedHub,
        Trial = null,
        Starts = 0,
        Outcome = ConfigurationState.Applied,
        At = at,
    };

    public RevisionState RollBack(string reason, DateTimeOffset at) => this with
    {
        Trial = null,
        Starts = 0,
        Outcome = ConfigurationState.RolledBack,
        Reason = reason,
        At = at,
    };

    /// <summary>The last good one cannot be used any more: the technician's file runs.</summary>
    public RevisionState LoseGood(IReadOnlyList<ConfigurationIssue> problems, DateTimeOffset at) => this with
    {
        Good = null,
        GoodReachedHub = false,
        Outcome = ConfigurationState.RolledBack,
        Problems = problems,
        Reason = $"Revision {Good?.Number} ran before, and does not fit this agent and the technician's file any more.",
        At = at,
    };

    /// <summary>The technician takes the gateway back to his file.</summary>
    public RevisionState KeepLocal(DateTimeOffset at) => new()
    {
        KeptLocal = true,
        Heard = Heard,
        HeardHash = HeardHash,
        Outcome = ConfigurationState.Local,
        Reason = KeptWords,
        At = at,
    };

    /// <summary>The technician lets go: the hub's revision is taken when it is heard of next.</summary>
    public static RevisionState LetGo(DateTimeOffset at) => new() { At = at };

    private const string KeptWords = "The technician has taken this gateway back to its own file. `agent configuration hub` at the gateway lets the hub's be taken again.";

    private RevisionState Hear(DesiredConfiguration desired, DateTimeOffset at) => this with
    {
        Heard = desired.Revision,
        HeardHash = desired.Hash,
        Problems = [],
        Reason = null,
        At = at,
    };
}

/// <summary>The form of the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RevisionState))]
internal sealed partial class RevisionJson : JsonSerializerContext;
