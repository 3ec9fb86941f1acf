using System.Threading.Channels;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Where messages wait to be committed: bounded, in the order in which they came.</summary>
internal sealed class IngestInlet
{
    private const int Messages = 1024;
    private const long Bytes = 64 * 1024 * 1024;
    private const int KeptOfDenied = 4096;

    private readonly Channel<IngestItem> _items = Channel.CreateBounded<IngestItem>(
        new BoundedChannelOptions(Messages) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Held by the embedded broker, released by the writer.</summary>
    public IngestPressure Pressure { get; } = new(Messages, Bytes);

    public ChannelReader<IngestItem> Items => _items.Reader;

    /// <summary>True on the topics that ingest is subscribed to.</summary>
    public static bool Takes(string topic) =>
        Topics.TryParse(topic, out _, out var leaf)
        && leaf is Topics.AlertsLeaf or Topics.ReadingsLeaf or Topics.EvidenceLeaf or Topics.LossesLeaf or Topics.StatusLeaf;

    /// <summary>Takes a message, when there is room.</summary>
    public ValueTask WriteAsync(IngestItem item, CancellationToken cancellationToken) => _items.Writer.WriteAsync(item, cancellationToken);

    /// <summary>Takes what the broker did not let through, for the quarantine. Never waits, for the sender may be hostile: what finds no room stands in the log only.</summary>
    public void TryRefuse(string topic, string gateway, string reason, byte[] payload)
    {
        var message = new InboundMessage { Topic = topic, Payload = payload.AsMemory(0, Math.Min(payload.Length, KeptOfDenied)) };
        var sender = GatewayId.TryParse(gateway, out var id) ? id : (GatewayId?)null;
        _items.Writer.TryWrite(new IngestItem(message, new Refused(sender, null, reason), Acknowledge: null));
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _items.Writer.TryComplete();
}
