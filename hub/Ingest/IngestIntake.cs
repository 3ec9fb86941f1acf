using System.Threading.Channels;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Understands what comes in. An MQTT client hands out one message after the other, and to read a batch of 5,000 readings
/// takes milliseconds: batches are read beside the way, in their order, so that an alert behind them need not wait.
/// </summary>
internal sealed class IngestIntake(IngestInlet inlet, ILogger<IngestIntake> logger)
{
    // Bounded by what bounds the inlet: what waits here has not left the pressure, and is not acknowledged.
    private readonly Channel<Waiting> _batches = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Takes a message, and never waits.</summary>
    public void Take(InboundMessage message, Func<CancellationToken, Task> acknowledge)
    {
        if (Topics.TryParse(message.Topic, out _, out var leaf) && leaf == Topics.ReadingsLeaf)
        {
            _batches.Writer.TryWrite(new Waiting(message, acknowledge));
        }
        else
        {
            PassOn(message, acknowledge);
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _batches.Writer.TryComplete();

    /// <summary>Reads batches until there are no more, and then nothing more comes to the inlet.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (message, acknowledge) in _batches.Reader.ReadAllAsync(cancellationToken))
        {
            PassOn(message, acknowledge);
        }

        inlet.Complete();
    }

    // What comes when the inlet is complete already stays with its gateway.
    private void PassOn(InboundMessage message, Func<CancellationToken, Task> acknowledge) =>
        inlet.TryWrite(new IngestItem(message, Understand(message), acknowledge));

    /// <summary>A message that is not passed on would be neither kept nor acknowledged, and would hold its room in ingest for ever.</summary>
    private IngestResult Understand(InboundMessage message)
    {
        try
        {
            return MessageReader.Read(message);
        }
        catch (Exception e)
        {
            IngestLog.Stumbled(logger, e, message.Topic);
            return new Refused(Topics.TryParse(message.Topic, out var gateway, out _) ? gateway : null, null, Stumble.Ours);
        }
    }

    private sealed record Waiting(InboundMessage Message, Func<CancellationToken, Task> Acknowledge);
}
