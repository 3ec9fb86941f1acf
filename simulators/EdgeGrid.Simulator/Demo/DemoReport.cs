using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Simulator.Demo;

/// <summary>The account of a demo: what the edge accepted, held against what the hub filed.</summary>
internal sealed record DemoReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    // The longest pause between two tries of a gateway that has lost its broker for some seconds.
    private static readonly TimeSpan WayBack = TimeSpan.FromSeconds(6);

    /// <summary>How long it played.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the start of the gateways to the first alert; null when there was none.</summary>
    public double? FirstAlertAfterSeconds { get; init; }

    /// <summary>Different alerts that gateways accepted.</summary>
    public required int AlertsRaised { get; init; }

    /// <summary>Their transitions: raised, escalated, cleared.</summary>
    public required int AlertTransitions { get; init; }

    public required IReadOnlyDictionary<string, int> AlertsByKind { get; init; }

    public required int CasesFiled { get; init; }

    /// <summary>Transitions that a gateway accepted and the hub does not have.</summary>
    public required int Lost { get; init; }

    /// <summary>Transitions that the hub has twice, and alerts that are in two cases.</summary>
    public required int Duplicated { get; init; }

    /// <summary>From the edge's decision to the hub's disk, with the cable whole.</summary>
    public required Latency AlertToCaseMs { get; init; }

    /// <summary>The same for what was decided while the cable was cut, or the gateways were on their way back.</summary>
    public required Latency AlertToCaseMsThroughTheCut { get; init; }

    /// <summary>What was dropped before the outbox, by reason; a reading that only repeats the last one is not a loss.</summary>
    public required IReadOnlyList<DropTotal> Losses { get; init; }

    /// <summary>Readings on the hub's disk.</summary>
    public required long ReadingsStored { get; init; }

    /// <summary>By gateway, for a look at what recorded or real input gave.</summary>
    public required IReadOnlyDictionary<string, long> ReadingsByGateway { get; init; }

    /// <summary>Nothing was lost, and nothing filed twice.</summary>
    [JsonIgnore]
    public bool IsClean => Lost == 0 && Duplicated == 0;

    /// <summary>Holds the two sides against each other.</summary>
    /// <param name="accepted">The edge's side.</param>
    /// <param name="alerts">The hub's side.</param>
    /// <param name="latency">From the edge's decision to the hub's disk.</param>
    /// <param name="gateways">As the hub sees them.</param>
    /// <param name="statuses">What they told of themselves last.</param>
    /// <param name="cases">How many the hub filed.</param>
    /// <param name="played">How long.</param>
    /// <param name="started">When the gateways started.</param>
    /// <param name="cut">When the cable was cut and mended, if it was.</param>
    public static DemoReport Of(
        IReadOnlyCollection<AcceptedAlert> accepted,
        IReadOnlyList<AlertView> alerts,
        Func<AlertView, TimeSpan> latency,
        IReadOnlyList<GatewayView> gateways,
        IEnumerable<GatewayStatus> statuses,
        int cases,
        TimeSpan played,
        DateTimeOffset started,
        (DateTimeOffset From, DateTimeOffset Until)? cut)
    {
        var committed = alerts.Select(CommitTimes.Identity).ToList();
        var raised = accepted.Where(alert => alert.Transition == AlertTransition.Raised).ToList();
        var through = alerts.ToLookup(alert => cut is { } gap && gap.Until < DateTimeOffset.MaxValue && alert.DecidedAt >= gap.From && alert.DecidedAt < gap.Until + WayBack);
        return new DemoReport
        {
            Seconds = Math.Round(played.TotalSeconds, 1),
            FirstAlertAfterSeconds = alerts.Count == 0 ? null : Math.Round((alerts.Min(alert => alert.DecidedAt) - started).TotalSeconds, 1),
            AlertsRaised = raised.Count,
            AlertTransitions = accepted.Count,
            AlertsByKind = raised.CountBy(alert => alert.KindName).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
            CasesFiled = cases,
            Lost = accepted.Select(alert => alert.Identity).Except(committed).Count(),
            Duplicated = committed.Count - committed.Distinct().Count()
                + alerts.GroupBy(alert => alert.AlertId).Count(transitions => transitions.Select(alert => alert.CaseId).Distinct().Count() > 1),
            AlertToCaseMs = Latency.Of(through[false].Select(latency)),
            AlertToCaseMsThroughTheCut = Latency.Of(through[true].Select(latency)),
            Losses = DropTotal.Of(statuses),
            ReadingsStored = gateways.Sum(gateway => gateway.ReadingsCommitted),
            ReadingsByGateway = gateways.ToDictionary(gateway => gateway.Gateway.ToString(), gateway => gateway.ReadingsCommitted),
        };
    }

    /// <summary>The hub has everything that the edge accepted.</summary>
    public static bool HasAll(IReadOnlyCollection<AcceptedAlert> accepted, IReadOnlyList<AlertView> alerts) =>
        !accepted.Select(alert => alert.Identity).Except(alerts.Select(CommitTimes.Identity)).Any();

    /// <summary>Each gateway has told of itself since: its counters hold all that it dropped before.</summary>
    public static bool HaveTold(IEnumerable<GatewayStatus> statuses, int gateways, DateTimeOffset since) =>
        statuses.Count(status => status.At >= since) == gateways;

    /// <summary>Writes it as JSON.</summary>
    public Task WriteAsync(string path) => File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, Json) + "\n");
}

/// <summary>Milliseconds; null when there was nothing to measure.</summary>
internal sealed record Latency(int Count, double? P50, double? P99)
{
    public static Latency Of(IEnumerable<TimeSpan> latencies)
    {
        var sorted = latencies.Select(latency => latency.TotalMilliseconds).Order().ToList();
        return new Latency(sorted.Count, Percentile(sorted, 0.50), Percentile(sorted, 0.99));
    }

    // Nearest rank: a value that was really measured.
    private static double? Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Count) - 1], 1);
}

/// <summary>So many readings were dropped for this reason.</summary>
internal sealed record DropTotal(string Reason, long Count)
{
    private const string NotALoss = "within-deadband";

    public static IReadOnlyList<DropTotal> Of(IEnumerable<GatewayStatus> statuses) =>
    [
        .. statuses.SelectMany(status => status.Dropped)
            .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .Select(reason => new DropTotal(reason.Key, reason.Sum()))
            .Where(loss => loss.Reason != NotALoss && loss.Count > 0)
            .OrderBy(loss => loss.Reason, StringComparer.Ordinal),
    ];
}
