using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent;

/// <summary>What a pipeline leads to.</summary>
/// <param name="Outputs">Sirens and valves.</param>
/// <param name="Outbox">The durable boundary.</param>
/// <param name="Drops">Counts what did not go on.</param>
internal sealed record PipelineEnds(LocalOutputs Outputs, IOutbox Outbox, DropCounters Drops);

/// <summary>
/// Loop 1, the whole way of a reading in one order. Detectors see every plausible sample; the deadband behind them only
/// decides what is reported. An alert switches outputs, then is stored, and only then is its picture encoded.
/// </summary>
internal sealed partial class Pipeline(PointTable points, Detectors detectors, PipelineEnds ends, ILogger<Pipeline> logger)
{
    private readonly Plausibility _plausibility = new(points.All);
    private readonly MedianDespike _despike = new(points.All);
    private readonly Deadband _deadband = new(points.All);
    private readonly List<DetectedAlert> _alerts = [];

    /// <summary>Takes one reading all the way.</summary>
    public void Process(in Reading sampled)
    {
        var plausible = _plausibility.Apply(sampled);
        if (!plausible.GoesOn)
        {
            ends.Drops.Count(plausible.Dropped);
            return;
        }

        var reading = _despike.Apply(plausible.Reading).Reading;
        detectors.Observe(reading, _alerts);
        Accept();

        var news = _deadband.Apply(reading);
        if (!news.GoesOn)
        {
            ends.Drops.Count(news.Dropped);
        }
        else if (!ends.Outbox.Append(news.Reading))
        {
            ends.Drops.Count(DropReason.OutboxRefused);
        }
    }

    /// <summary>Lets time pass: silence is noticed even when nothing comes.</summary>
    public void Tick(Instant now)
    {
        detectors.Tick(now, _alerts);
        Accept();
    }

    private void Accept()
    {
        // Taken out one by one, each when it is stored: what the outbox could not take is offered again with the next.
        while (_alerts.Count > 0)
        {
            var acted = ends.Outputs.Act(_alerts[0]);
            var identity = ends.Outbox.Append(acted);
            _alerts.RemoveAt(0);
            var alert = acted.Alert;
            Accepted(logger, alert.AlertId, alert.Transition, alert.Kind, alert.Level, alert.Place, alert.Measured, identity);
            if (acted.Evidence is { } picture)
            {
                StoreEvidence(alert.AlertId, picture.Jpeg(), acted.Simulated);
            }
        }
    }

    private void StoreEvidence(string alertId, byte[] jpeg, bool simulated)
    {
        if (ends.Outbox.AppendEvidence(alertId, jpeg, simulated) is null)
        {
            EvidenceRefused(logger, alertId, jpeg.Length);
        }
    }

    [LoggerMessage(1100, LogLevel.Information, "Alert {AlertId} {Transition}: {Kind}, {Level}, {Place}: {Measured} [{Identity}]")]
    private static partial void Accepted(
        ILogger logger,
        string alertId,
        Contracts.AlertTransition transition,
        Contracts.AlertKind kind,
        Contracts.WarningLevel level,
        string place,
        string measured,
        Contracts.RecordIdentity identity);

    [LoggerMessage(1101, LogLevel.Warning, "The picture of alert {AlertId} ({Bytes} bytes) was not stored: it is too large, or pictures fill their share of the outbox. The alert itself is stored.")]
    private static partial void EvidenceRefused(ILogger logger, string alertId, int bytes);
}
