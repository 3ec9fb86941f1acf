using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>Everything the page shows, at one moment. Every list is bounded: a flood makes it no longer.</summary>
public sealed record BoardSnapshot
{
    /// <summary>How many alerts the list shows.</summary>
    public const int MostAlerts = 60;

    /// <summary>How many open alerts the map shows.</summary>
    public const int MostDots = 200;

    /// <summary>How many cards one step shows; the count beside its name is of all.</summary>
    public const int MostCards = 20;

    public static BoardSnapshot Empty { get; } = new();

    /// <summary>The newest transition of each alert, newest first.</summary>
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];

    /// <summary>Alerts that have not cleared, gravest first.</summary>
    public IReadOnlyList<AlertView> Open { get; init; } = [];

    /// <summary>How many alerts have not cleared, by level: index 0 is level I.</summary>
    public IReadOnlyList<int> OpenByLevel { get; init; } = [0, 0, 0, 0];

    public int OpenAlerts => OpenByLevel.Sum();

    /// <summary>All seven steps, in order.</summary>
    public IReadOnlyList<StepColumn> Steps { get; init; } = [.. Enum.GetValues<CaseStep>().Select(step => new StepColumn(step, 0, []))];

    /// <summary>Cases that nobody has closed yet.</summary>
    public int OpenCases => Steps.Where(column => column.Step < CaseStep.Closed).Sum(column => column.Count);

    /// <summary>In order of their names.</summary>
    public IReadOnlyList<GatewayView> Gateways { get; init; } = [];

    /// <summary>Rises when something happens to any case, its alerts and pictures included.</summary>
    public long CaseChanges { get; init; }

    /// <summary>Rises when another configuration is wanted of a gateway, or one says what became of it.</summary>
    public long ConfigurationChanges { get; init; }

    /// <summary>Rises when a command is given or answered, or its picture arrives.</summary>
    public long CommandChanges { get; init; }

    public int GatewaysOnline => Gateways.Count(gateway => gateway.Online);

    public int GatewaysAway => Gateways.Count - GatewaysOnline;

    /// <summary>One line for each alert, however often it rose or cleared.</summary>
    /// <param name="transitions">Newest first.</param>
    public static IReadOnlyList<AlertView> NewestOfEach(IEnumerable<AlertView> transitions) =>
        [.. transitions.DistinctBy(alert => (alert.Gateway, alert.AlertId)).Take(MostAlerts)];

    /// <summary>Alerts of levels I and II that <paramref name="before"/> did not have at that level: what is read aloud.</summary>
    public IEnumerable<AlertView> UrgentSince(BoardSnapshot before)
    {
        var known = before.Open.Select(alert => (alert.Gateway, alert.AlertId, alert.Level)).ToHashSet();
        return Open.Where(alert =>
            alert.Level is WarningLevel.Red or WarningLevel.Orange && !known.Contains((alert.Gateway, alert.AlertId, alert.Level)));
    }
}

/// <summary>One of the seven steps.</summary>
/// <param name="Step">Which.</param>
/// <param name="Count">Of all cases that stand in it.</param>
/// <param name="Cases">The newest of them, at most <see cref="BoardSnapshot.MostCards"/>.</param>
public sealed record StepColumn(CaseStep Step, int Count, IReadOnlyList<CaseView> Cases);
