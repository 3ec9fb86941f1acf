using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Publishing;

/// <summary>What the publisher must know, and its pace.</summary>
internal sealed record PublisherSettings
{
    public required GatewayId Gateway { get; init; }

    public required HubOptions Hub { get; init; }

    /// <summary>JSON only to debug.</summary>
    public ReadingsFormat Format { get; init; } = ReadingsFormat.Cbor;

    /// <summary>Alerts that wait for the hub's acknowledgement at once.</summary>
    public int AlertsInFlight { get; init; } = 32;

    /// <summary>Lines of the loss ledger that do; a hub that knows none never acknowledges one.</summary>
    public int LossesInFlight { get; init; } = 4;

    /// <summary>Pictures that do.</summary>
    public int EvidenceInFlight { get; init; } = 2;

    /// <summary>Batches of readings that do.</summary>
    public int BatchesInFlight { get; init; } = 8;

    /// <summary>What the hub has not acknowledged after this long is sent again; then after twice as long, up to <see cref="LongestResend"/>.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestResend { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A broker that has not greeted by then never will; over one bar of signal and TLS it takes a few seconds.</summary>
    public TimeSpan GreetedWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the status is told when nothing changes.</summary>
    public TimeSpan StatusEvery { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A broker that does not take the status within this is gone: a half-open link is found within 15 s.</summary>
    public TimeSpan StatusWithin { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The first try to connect again comes within this: a second on average, and of a fleet that lost its hub half of the gateways in the worst second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// No pause is longer. An alert that waits for the link waits so much longer at most, 2 s on average, which is why it
    /// is not more; and it is not less, nor cut short by an alert, because the day on which the hub is gone may be the day
    /// on which every gateway has one: a fleet that has waited for a while comes back by less than a third a second.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause after another client took this one's name: two that push each other out every second serve nobody.</summary>
    public TimeSpan TakenOverPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A connection that lasted as long as the longest pause was a good one, and the pauses begin anew: to come back soon from it costs a broker no more than to wait would have.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(5);
}
