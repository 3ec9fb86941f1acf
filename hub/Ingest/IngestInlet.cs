using System.Threading.Channels;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Where messages wait to be committed: bounded, what is urgent first, and otherwise in the order in which they came. An
/// alert overtakes the backlogs of all gateways here, as it does at its own.
/// </summary>
internal sealed class IngestInlet
{
    private const int Messages = 1024;
    private const long Bytes = 64 * 1024 * 1024;
    private const int KeptOfDenied = 4096;

    // Its bound is that of the pressure, or of the receive maximum where another broker sends.
    private readonly Channel<IngestItem> _items = Channel.CreateUnboundedPrioritized(
        new UnboundedPrioritizedChannelOptions<IngestItem> { SingleReader = true, Comparer = Comparer<IngestItem>.Create(Compare) });

    private long _taken;

    /// <summary>Held by the embedded broker, released by the writer.</summary>
    public IngestPressure Pressure { get; } = new(Messages, Bytes);

    public ChannelReader<IngestItem> Items => _items.Reader;

    /// <summary>True on the topics that ingest is subscribed to.</summary>
    public static bool Takes(string topic) =>
        Topics.TryParse(topic, out _, out var leaf)
        && leaf is Topics.AlertsLeaf or Topics.ReadingsLeaf or Topics.EvidenceLeaf or Topics.LossesLeaf or Topics.StatusLeaf
            or Topics.ConfigReportedLeaf or Topics.CommandAnswersLeaf;

    /// <summary>Takes a message.</summary>
    /// <returns>False when nothing more is taken.</returns>
    public bool TryWrite(IngestItem item) => _items.Writer.TryWrite(item with { Place = Interlocked.Increment(ref _taken) });

    /// <summary>Takes what the broker did not let through, for the quarantine. Never waits, for the sender may be hostile: what finds no room stands in the log only.</summary>
    public void TryRefuse(string topic, string gateway, string reason, byte[] payload)
    {
        var message = new InboundMessage { Topic = topic, Payload = payload.AsMemory(0, Math.Min(payload.Length, KeptOfDenied)) };
        var sender = GatewayId.TryParse(gateway, out var id) ? id : (GatewayId?)null;
        if (_items.Reader.Count < Messages)
        {
            TryWrite(new IngestItem(message, new Refused(sender, null, reason), Acknowledge: null));
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => _items.Writer.TryComplete();

    private static int Compare(IngestItem left, IngestItem right) =>
        (IsBulk(left), left.Place).CompareTo((IsBulk(right), right.Place));

    private static bool IsBulk(IngestItem item) => item.Result is AcceptedReadings or AcceptedEvidence;
}
