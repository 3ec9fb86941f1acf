using System.Net;
using EdgeGrid.Hub.Citizens;
using EdgeGrid.Hub.Correlation;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Warnings;
using EdgeGrid.Hub.Webhooks;

namespace EdgeGrid.Hub.Configuration;

/// <summary>How a hub runs. The defaults are safe: everything on loopback, and HTTP asks who you are.</summary>
public sealed record HubOptions
{
    /// <summary>Where people and programs reach the page and the API. Port 0 lets the system choose.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 5080);

    /// <summary>Where gateways reach the embedded broker. Port 0 lets the system choose.</summary>
    public IPEndPoint Mqtt { get; init; } = new(IPAddress.Loopback, 1883);

    /// <summary>Another broker in place of the embedded one.</summary>
    public ExternalBrokerOptions? Broker { get; init; }

    /// <summary>Where hub.db lies, unless <see cref="Store"/> is set. Made when it does not exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A PostgreSQL database in place of hub.db.</summary>
    public ExternalStoreOptions? Store { get; init; }

    /// <summary>How long readings are kept, by the time at which they were taken; for ever when null.</summary>
    public TimeSpan? KeepReadings { get; init; }

    /// <summary>GeoJSON of the district's cells: what the store does not have of it becomes its newest version at the start. Without any, every place is <c>unassigned</c>.</summary>
    public string? GridsFile { get; init; }

    /// <summary>How codes of grids are written: <c>any</c> or <c>gbt30428</c>.</summary>
    public string GridCodes { get; init; } = GridCodeSchemes.Default;

    /// <summary>Who may use HTTP, as <c>hub token add</c> writes it. Without it only the administrator may, whose token the hub makes in its data folder, and only on loopback.</summary>
    public string? TokensFile { get; init; }

    /// <summary>Who may use the embedded broker, as <c>hub user add</c> writes it. Without it anyone on loopback may.</summary>
    public string? UsersFile { get; init; }

    /// <summary>Certificate and key of the embedded broker: with it, <see cref="Mqtt"/> speaks TLS.</summary>
    public CertificateOptions? MqttCertificate { get; init; }

    /// <summary>Which alerts belong together.</summary>
    public CorrelationOptions Correlation { get; init; } = new();

    /// <summary>How long positions of people are kept.</summary>
    public TrackingOptions Tracking { get; init; } = new();
    /// <summary>How other systems are told of cases.</summary>
    public WebhookOptions Webhooks { get; init; } = new();

    /// <summary>How citizens report.</summary>
    public CitizenOptions Citizens { get; init; } = new();

    /// <summary>How public warnings are signed.</summary>
    public WarningOptions Warnings { get; init; } = new();

    /// <summary>Whether the log goes to the terminal, and anything else a host wants of it.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>An MQTT 5 broker that somebody else runs.</summary>
public sealed record ExternalBrokerOptions
{
    /// <summary><c>mqtt://host:1883</c> or <c>mqtts://host:8883</c>.</summary>
    public required Uri Url { get; init; }

    public string? User { get; init; }

    /// <summary>A file that holds the password and nothing else.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>PEM of the authority that signed the broker's certificate; the system's are used when null.</summary>
    public string? CaFile { get; init; }
}

/// <summary>A PostgreSQL database that somebody else runs.</summary>
public sealed record ExternalStoreOptions
{
    /// <summary>As Npgsql takes it, without a password: <c>Host=db.example;Database=edgegrid;Username=edgegrid</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>A file that holds the password and nothing else.</summary>
    public string? PasswordFile { get; init; }
}

/// <summary>A certificate and its key, both PEM files.</summary>
public sealed record CertificateOptions(string CertificateFile, string KeyFile);
