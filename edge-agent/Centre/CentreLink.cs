using System.Threading.Channels;

namespace EdgeGrid.Agent.Centre;

/// <summary>What came from the hub besides acknowledgements.</summary>
/// <param name="Leaf">Last levels of its topic: <c>config</c>, <c>commands/silence</c>; <see cref="CentreLink.HubIsThere"/>, which no topic is, when the hub has just come.</param>
/// <param name="Payload">As it came.</param>
/// <param name="ResponseTopic">Where the answer goes.</param>
/// <param name="CorrelationData">What goes with the answer.</param>
internal sealed record CentreMessage(string Leaf, ReadOnlyMemory<byte> Payload, string? ResponseTopic = null, byte[]? CorrelationData = null);

/// <summary>What is told to the hub besides records and status.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">JSON.</param>
/// <param name="CorrelationData">Of what is answered.</param>
internal sealed record CentreReply(string Topic, byte[] Payload, byte[]? CorrelationData = null);

/// <summary>
/// Between the connection to the hub, which comes and goes, and who deals with what the hub wants. Both ways are bounded:
/// what finds no room is sent again by the hub, and replies are told anew whenever the hub is there.
/// </summary>
internal sealed class CentreLink
{
    /// <summary>In place of a topic.</summary>
    public const string HubIsThere = "";

    private const int Most = 64;

    private readonly Channel<CentreMessage> _messages = Channel.CreateBounded<CentreMessage>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Channel<CentreReply> _replies = Channel.CreateBounded<CentreReply>(
        new BoundedChannelOptions(4 * Most) { FullMode = BoundedChannelFullMode.DropOldest });

    public ChannelReader<CentreMessage> Messages => _messages.Reader;

    public ChannelReader<CentreReply> Replies => _replies.Reader;

    /// <summary>Takes what came. Never waits.</summary>
    public void Receive(CentreMessage message) => _messages.Writer.TryWrite(message);

    /// <summary>Tells the hub when it can be told. Never waits.</summary>
    public void Reply(CentreReply reply) => _replies.Writer.TryWrite(reply);
}
