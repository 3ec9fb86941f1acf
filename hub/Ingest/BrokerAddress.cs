using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Configuration;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Where ingest finds its broker, and how it gets in.</summary>
internal sealed record BrokerAddress
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public string? User { get; init; }

    public byte[]? Password { get; init; }

    public bool Tls { get; init; }

    /// <summary>PEM of the authority; the system's are used when null.</summary>
    public string? CaFile { get; init; }

    /// <summary>The broker that the options name, or the embedded one, which must have started.</summary>
    public static BrokerAddress Of(HubOptions options, IServiceProvider services)
    {
        if (options.Broker is { } other)
        {
            var tls = other.Url.Scheme == "mqtts";
            return new BrokerAddress
            {
                Host = other.Url.Host,
                Port = other.Url.Port > 0 ? other.Url.Port : tls ? 8883 : 1883,
                Tls = tls,
                CaFile = other.CaFile,
                User = other.User,
                Password = other.PasswordFile is null ? null : System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(other.PasswordFile).Trim()),
            };
        }

        var embedded = services.GetRequiredService<EmbeddedBroker>().InnerEndPoint;
        return new BrokerAddress
        {
            Host = embedded.Address.ToString(),
            Port = embedded.Port,
            User = ClientIdentity.HubUser,
            Password = services.GetRequiredService<BrokerAccess>().HubPassword.ToArray(),
        };
    }

    public override string ToString() => $"{(Tls ? "mqtts" : "mqtt")}://{Host}:{Port}";
}
