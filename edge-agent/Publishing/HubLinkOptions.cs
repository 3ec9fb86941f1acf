using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Agent.Publishing;

/// <summary>How a gateway connects: MQTT 5, its own name, no session that outlives the connection, and a will.</summary>
internal static class HubLinkOptions
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Of the socket, to each side: a batch of readings. MQTTnet asks for 8 KB, which holds less than the one segment
    /// after which a receiver confirms at once, so that each batch waits 40 ms for a delayed one (RFC 9293, section 3.8.6.3).
    /// </summary>
    private const int SocketBuffer = 256 * 1024;

    /// <summary>The broker's answer to anything.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>The name by which a broker tells gateways apart: a second one with it pushes the first out.</summary>
    public static string ClientId(GatewayId gateway) => $"edgegrid-agent-{gateway}";

    /// <summary>Reads the password and the authority's certificate anew, so that either can be replaced while the agent runs.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One of them may not be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate is none.</exception>
    public static MqttClientOptions Make(HubOptions hub, GatewayId gateway, GatewayStatus will)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(ClientId(gateway))
            .WithTcpServer(hub.Url.Host, hub.Url.IsDefaultPort ? DefaultPort(hub.Url) : hub.Url.Port)
            .WithTcpServer(tcp => tcp.BufferSize = SocketBuffer)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(KeepAlive)
            .WithTimeout(AnswerWithin)
            .WithWillTopic(Topics.Status(gateway))
            .WithWillPayload(JsonSerializer.SerializeToUtf8Bytes(will, WireJson.Wire.GatewayStatus))
            .WithWillContentType(ContentTypes.Json)
            .WithWillRetain(true)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (hub.User is { } user)
        {
            builder.WithCredentials(user, hub.PasswordFile is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : "");
        }

        if (IsTls(hub.Url))
        {
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls(true).WithTargetHost(hub.Url.Host);
                if (hub.CaFile is { } authority)
                {
                    var trusted = new X509Certificate2Collection();
                    trusted.ImportFromPemFile(authority);
                    tls.WithTrustChain(trusted).WithRevocationMode(X509RevocationMode.NoCheck);
                }
            });
        }

        return builder.Build();
    }

    private static bool IsTls(Uri url) => url.Scheme == "mqtts";

    private static int DefaultPort(Uri url) => IsTls(url) ? 8883 : 1883;
}
