using System.Net;
using System.Security.Cryptography;
using EdgeGrid.Contracts;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Hub.Broker;

/// <summary>What a client says of itself when it connects.</summary>
internal sealed record Greeting(string ClientId, string? UserName, byte[]? Password, MqttProtocolVersion Protocol, EndPoint? Remote);

/// <summary>Why a client was not let in.</summary>
internal sealed record Refusal(MqttConnectReasonCode Code, string Reason);

/// <summary>
/// Who gets in, and as whom. With a user file the identity is the user name; a gateway's client id must then be its
/// agent's, so that nobody can take over another's session. Without one the broker stands on loopback, and the client
/// id is believed.
/// </summary>
internal sealed class BrokerAccess(UserFile? users)
{
    private readonly byte[] _hubPassword = RandomNumberGenerator.GetBytes(32);

    /// <summary>With which the hub's own client gets in: made anew in every process, never written anywhere.</summary>
    public ReadOnlySpan<byte> HubPassword => _hubPassword;

    /// <summary>Lets a client in, or says why not.</summary>
    public Refusal? Refuse(Greeting greeting)
    {
        if (greeting.Protocol != MqttProtocolVersion.V500)
        {
            // To MQTT 3 the reasons of version 5 cannot be told apart: a refused publish would read as a success.
            return new Refusal(MqttConnectReasonCode.UnsupportedProtocolVersion, "this broker speaks MQTT 5 only");
        }

        if (greeting.UserName == ClientIdentity.HubUser)
        {
            return CryptographicOperations.FixedTimeEquals(greeting.Password, _hubPassword) ? null : BadCredentials;
        }

        if (users is null)
        {
            return greeting.Remote is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address)
                ? null
                : new Refusal(MqttConnectReasonCode.NotAuthorized, "without a user file only this machine's own clients are let in");
        }

        if (users.Verify(greeting.UserName, greeting.Password) is not { } role)
        {
            return BadCredentials;
        }

        var agent = ClientIdentity.AgentPrefix + greeting.UserName;
        return role == ClientRole.Gateway == (greeting.ClientId == agent) && (role == ClientRole.Gateway || !IsAgent(greeting.ClientId))
            ? null
            : new Refusal(MqttConnectReasonCode.ClientIdentifierNotValid, $"the client id of gateway '{greeting.UserName}' must be {agent}, and no one else's may begin like that");
    }

    /// <summary>Who a client is that was let in.</summary>
    public ClientIdentity Identify(string clientId, string? userName)
    {
        if (userName == ClientIdentity.HubUser)
        {
            return new ClientIdentity(ClientRole.Hub, ClientIdentity.HubUser);
        }

        if (users is not null)
        {
            return new ClientIdentity(users.RoleOf(userName) ?? ClientRole.Observer, userName ?? "", users.PersonOf(userName));
        }

        return IsAgent(clientId) && GatewayId.TryParse(clientId[ClientIdentity.AgentPrefix.Length..], out var gateway)
            ? new ClientIdentity(ClientRole.Gateway, gateway.ToString())
            : new ClientIdentity(ClientRole.Observer, clientId);
    }

    private static Refusal BadCredentials => new(MqttConnectReasonCode.BadUserNameOrPassword, "user name or password is wrong");

    private static bool IsAgent(string clientId) => clientId.StartsWith(ClientIdentity.AgentPrefix, StringComparison.Ordinal);
}
