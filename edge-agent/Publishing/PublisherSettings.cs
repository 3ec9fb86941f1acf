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

    /// <summary>The first pause before connecting again; it grows with jitter, so that a thousand gateways do not come back at once.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause after another client took this one's name: two that push each other out every second serve nobody.</summary>
    public TimeSpan TakenOverPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A connection that lasted this long was a good one: the pauses begin anew.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);
}
