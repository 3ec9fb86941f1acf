using System.Net;

namespace EdgeGrid.Conformance.Broker;

/// <summary>A broker, and the hub behind it. Made anew for each test.</summary>
internal abstract class BrokerUnderTest : IAsyncDisposable
{
    /// <summary>The same in every life.</summary>
    public abstract IPEndPoint EndPoint { get; }

    /// <summary>Who may listen to everything.</summary>
    public virtual (string User, string Password) Listener => ("anyone", "");

    /// <summary>The API of the hub behind it, for its administrator.</summary>
    public abstract HttpClient Http { get; }

    /// <summary>Gone, with all that it knew: sessions, subscriptions, retained messages.</summary>
    public abstract Task GoAsync();

    /// <summary>There again.</summary>
    public abstract Task ComeBackAsync();

    /// <summary>Transitions of alerts that the hub has filed, by the alert's id, with each as often as it was filed.</summary>
    public abstract Task<IReadOnlyList<string>> FiledAlertsAsync();

    /// <summary>What the hub could not understand.</summary>
    public abstract Task<IReadOnlyList<string>> QuarantineAsync();

    public abstract ValueTask DisposeAsync();
}
