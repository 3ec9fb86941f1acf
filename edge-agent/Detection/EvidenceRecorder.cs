using System.Threading.Channels;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Encodes and stores the pictures of alerts, beside the pipeline: encoding takes longer than deciding, and no alert
/// waits for the picture of another.
/// </summary>
internal sealed class EvidenceRecorder(IOutbox outbox, DropCounters drops, ILogger<EvidenceRecorder> logger) : BackgroundService
{
    // Each holds an uncompressed picture in memory.
    private const int Most = 8;

    private readonly Channel<DetectedAlert> _waiting = Channel.CreateBounded<DetectedAlert>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Takes an alert that is stored. Returns at once.</summary>
    public void Take(DetectedAlert alert)
    {
        if (alert.Evidence is not null && !_waiting.Writer.TryWrite(alert))
        {
            drops.Count(DropReason.EvidenceLost);
            logger.EvidenceOverflowed(alert.Alert.AlertId, Most);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var alert in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            Keep(alert);
        }
    }

    /// <summary>The pipeline has stopped: what waits is still stored.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    private void Keep(DetectedAlert alert)
    {
        try
        {
            // Empty when the camera was closed in between.
            var jpeg = alert.Evidence!.Jpeg();
            if (jpeg.Length == 0 || outbox.AppendEvidence(alert.Alert.AlertId, jpeg, alert.Simulated) is null)
            {
                drops.Count(DropReason.EvidenceLost);
            }
        }
        catch (Exception failure)
        {
            // The outermost catch-all of a picture: neither a codec nor a full disk stops the next one.
            drops.Count(DropReason.EvidenceLost);
            logger.EvidenceFailed(alert.Alert.AlertId, failure);
        }
    }
}
