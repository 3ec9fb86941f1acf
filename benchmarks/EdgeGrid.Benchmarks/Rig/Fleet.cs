using System.Globalization;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Contracts;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>Some gateways of one hub, and when each of their messages was sent and answered.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>Degrees between two alerts: farther than any two that are one incident.</summary>
    private const double Apart = 0.002;

    private const int Columns = 400;

    private readonly List<FleetGateway> _gateways = [];
    private readonly Dictionary<long, long> _sent = [];
    private readonly List<double> _milliseconds = [];
    private readonly Lock _gate = new();
    private long _marks;

    /// <summary>What was not answered with "committed", by the answer.</summary>
    public Dictionary<AckOutcome, int> Refused { get; } = [];

    public IReadOnlyList<FleetGateway> Gateways => _gateways;

    /// <summary>From the sending of each message to the hub's answer that it is committed.</summary>
    public double[] Milliseconds
    {
        get
        {
            lock (_gate)
            {
                return [.. _milliseconds];
            }
        }
    }

    public static async Task<Fleet> ConnectAsync(int port, int gateways, int window, CancellationToken cancellationToken)
    {
        var fleet = new Fleet();
        for (var number = 0; number < gateways; number++)
        {
            fleet._gateways.Add(await FleetGateway.ConnectAsync(
                port, string.Create(CultureInfo.InvariantCulture, $"gw-{number:D3}"), window, fleet.Answered, cancellationToken));
        }

        return fleet;
    }

    /// <summary>Sends an alert at a place of its own, so that it files a case of its own.</summary>
    /// <param name="place">Which: no two alerts of a run share one.</param>
    /// <param name="sending">Told its id and the moment (timestamp), before it goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RaiseAsync(int place, Action<string, long>? sending, CancellationToken cancellationToken)
    {
        var gateway = _gateways[place % _gateways.Count];
        var (identity, now, id) = (gateway.Next(1), TimeProvider.System.GetUtcNow(), Guid.CreateVersion7().ToString("n"));
        var alert = new Alert
        {
            AlertId = id,
            Transition = AlertTransition.Raised,
            Kind = AlertKind.Smoke,
            Level = (WarningLevel)(1 + (place % 4)),
            Device = string.Create(CultureInfo.InvariantCulture, $"smoke-{place % 8}"),
            Place = string.Create(CultureInfo.InvariantCulture, $"和平路 {place} 号, Heping Road {place}, stairwell"),
            Position = new Position(34.0 + (place / Columns * Apart), 117.0 + (place % Columns * Apart), 5),
            Measured = "Smoke 0.42 dB/m > 0.30 for 5 s",
            Value = 0.42,
            Unit = "dB/m",
            Limit = 0.3,
            SampledAt = now,
            RaisedAt = now,
            Clock = new ClockReading("00000000-0000-4000-8000-000000000000", 1, ClockQuality.Ntp),
            Actions = ["siren on"],
        };
        var (mark, at) = Mark();
        sending?.Invoke(id, at);
        await gateway.SendAsync(mark, identity, Topics.Alerts(gateway.Id), ContentTypes.CloudEvents, RecordMessage.AlertPayload(identity, alert, now, simulated: false), cancellationToken);
    }

    /// <summary>Sends a block of readings.</summary>
    public Task SendBlockAsync(FleetGateway gateway, byte[] block, int readings, CancellationToken cancellationToken) =>
        gateway.SendAsync(Mark().Mark, gateway.Next(readings), Topics.Readings(gateway.Id), ContentTypes.SenmlCbor, block, cancellationToken);

    /// <summary>Returns when everything has been answered.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => Task.WhenAll(_gateways.Select(gateway => gateway.SettleAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }
    }

    private (long Mark, long At) Mark()
    {
        lock (_gate)
        {
            var at = TimeProvider.System.GetTimestamp();
            _sent[++_marks] = at;
            return (_marks, at);
        }
    }

    private void Answered(long mark, AckOutcome outcome)
    {
        lock (_gate)
        {
            _sent.Remove(mark, out var at);
            _milliseconds.Add(TimeProvider.System.GetElapsedTime(at).TotalMilliseconds);
            if (outcome != AckOutcome.Committed)
            {
                Refused[outcome] = Refused.GetValueOrDefault(outcome) + 1;
            }
        }
    }
}
