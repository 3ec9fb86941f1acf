using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;

namespace EdgeGrid.Hub.Broker;

/// <summary>What a client of the broker is.</summary>
internal enum ClientRole
{
    /// <summary>The hub itself.</summary>
    Hub,

    /// <summary>A gateway: speaks and listens under its own topics only.</summary>
    Gateway,

    /// <summary>Anyone who only listens.</summary>
    Observer,
}

/// <summary>Who a client of the broker is.</summary>
/// <param name="Role">What it may do.</param>
/// <param name="Name">The gateway's id, or the name of a user.</param>
/// <param name="Person">An observer's role, which grants what it may listen to; null listens to everything.</param>
internal readonly record struct ClientIdentity(ClientRole Role, string Name, Role? Person = null)
{
    /// <summary>What the client id of a gateway's agent begins with; the gateway's id follows.</summary>
    public const string AgentPrefix = "edgegrid-agent-";

    /// <summary>The hub's own user name: no user file can hold it.</summary>
    public const string HubUser = "$hub";

    private static readonly string[] Published =
        [Topics.AlertsLeaf, Topics.ReadingsLeaf, Topics.EvidenceLeaf, Topics.LossesLeaf, Topics.StatusLeaf, "config/reported"];

    private static readonly string[] Listened = [Topics.AcksLeaf, "config", "commands", "commands/#"];

    /// <summary>True when this client may publish there.</summary>
    public bool MayPublish(string topic) => Role switch
    {
        ClientRole.Hub => true,
        ClientRole.Gateway => OwnLeaf(topic) is { } leaf
            && (Published.Contains(leaf) || leaf.StartsWith("answers/", StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>True when this client may subscribe to that filter.</summary>
    public bool MaySubscribe(string filter)
    {
        var person = Person;
        return Role switch
        {
            ClientRole.Hub => true,
            ClientRole.Gateway => filter == Topics.HubStatus
                || (OwnLeaf(filter) is { } leaf
                    && (Listened.Contains(leaf) || (leaf.StartsWith("commands/", StringComparison.Ordinal) && leaf.IndexOfAny(['+', '#']) < 0))),
            _ => TopicRequirement.Of(filter)?.All(needed => person?.Grant(needed) ?? true) == true,
        };
    }

    public override string ToString() => $"{Role} '{Name}'";

    private string? OwnLeaf(string topic)
    {
        var own = $"{Topics.Root}/{Name}/";
        return topic.StartsWith(own, StringComparison.Ordinal) ? topic[own.Length..] : null;
    }
}
