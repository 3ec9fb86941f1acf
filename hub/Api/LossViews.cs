using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Api;

/// <summary>One line of a gateway's loss ledger, as the API shows it. The newest thousand of each gateway are kept.</summary>
public sealed record LossView
{
    /// <summary>Rises by time of commit: what to ask after.</summary>
    public required long Id { get; init; }

    public required GatewayId Gateway { get; init; }

    public required OutboxLane Lane { get; init; }

    /// <summary>The lane's epoch that held what was lost; null when nobody knows.</summary>
    public string? Epoch { get; init; }

    /// <summary>Of the first lost record; 0 when nobody knows.</summary>
    public required long Sequence { get; init; }

    /// <summary>How many records; 0 when nobody knows.</summary>
    public required long Count { get; init; }

    /// <summary>Why: a word of the wire, of later agents too.</summary>
    public required string Reason { get; init; }

    /// <summary>When the gateway found it out.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In words.</summary>
    public required string Detail { get; init; }

    /// <summary>When it was on the hub's disk.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    public bool Historical { get; init; }

    public bool Simulated { get; init; }
}

/// <summary>What one gateway lost, ever.</summary>
/// <param name="Lines">Of its ledger, those that are no longer kept included.</param>
/// <param name="Records">How many records these lines say are lost, as far as they can tell.</param>
/// <param name="Uncounted">How many of the lines cannot tell.</param>
/// <param name="Last">The newest line, in words.</param>
/// <param name="LastAt">When the gateway found that out.</param>
public sealed record GatewayLosses(long Lines, long Records, long Uncounted, string Last, DateTimeOffset LastAt);

/// <summary>Which losses are asked for.</summary>
public sealed record LossFilter
{
    /// <summary>Of one gateway; of all, when null.</summary>
    public GatewayId? Gateway { get; init; }

    /// <summary>Only lines that were committed after this one, oldest first.</summary>
    public long? After { get; init; }

    /// <summary>At most so many; <see cref="HubQueries.MaxLimit"/> at most.</summary>
    public int Limit { get; init; } = 50;
}
