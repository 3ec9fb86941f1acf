using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeGrid.Devices.Mqtt;

/// <summary>The broker of the neighbours: <c>mqtt://host:1883</c> or <c>mqtts://host:8883</c>.</summary>
internal sealed class BrokerAddress
{
    private const string Plain = "mqtt", Encrypted = "mqtts";
    private const int PlainPort = 1883, EncryptedPort = 8883;

    // A broker of MQTT 5 sends nothing larger (section 3.1.2.11.4): a payload, its topic and what goes with it.
    private const uint LargestPacket = NeighbourMap.LargestPayload + (8 * 1024);

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly Uri _uri;

    private BrokerAddress(Uri uri) => _uri = uri;

    /// <summary>For messages: <c>192.0.2.10:1883</c>.</summary>
    public string Name => $"{_uri.Host}:{Port}";

    private bool IsEncrypted => _uri.Scheme == Encrypted;

    private int Port => _uri.Port > 0 ? _uri.Port : IsEncrypted ? EncryptedPort : PlainPort;

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? Objection(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not (Plain or Encrypted) || uri.Host.Length == 0 || uri.PathAndQuery is not ("" or "/")
            ? "an address of a broker looks like mqtt://192.0.2.10:1883 or mqtts://192.0.2.10:8883"
            : uri.UserInfo.Length > 0 ? "user and password stand in a file of the folder logins, which \"login\" names" : null;

    /// <summary>From validated settings.</summary>
    public static BrokerAddress Parse(string text) => new(new Uri(text));

    /// <summary>How it is connected to.</summary>
    /// <param name="login">A file with the same address and user and password in it; null for none.</param>
    /// <param name="answerWithin">For each answer of the broker.</param>
    /// <exception cref="DeviceException">The login cannot be read, or is for another address.</exception>
    public MqttClientOptions Connect(string? login, TimeSpan answerWithin)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"edgegrid-neighbours-{Guid.CreateVersion7():n}")
            .WithTcpServer(_uri.IdnHost, Port)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithMaximumPacketSize(LargestPacket)
            .WithKeepAlivePeriod(KeepAlive)
            .WithTimeout(answerWithin);
        if (IsEncrypted)
        {
            builder.WithTlsOptions(tls => tls.UseTls(true).WithTargetHost(_uri.IdnHost));
        }

        if (login is not null)
        {
            var (user, password) = LoginFile.Read(login, "mqtt://user:password@192.0.2.10:1883").For(_uri, "broker");
            builder.WithCredentials(user, password);
        }

        return builder.Build();
    }
}
