using System.Net;
using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeGrid.Hub.Broker;

/// <summary>What a client says of itself when it connects.</summary>
internal sealed record Greeting(string ClientId, string? UserName, byte[]? Password, MqttProtocolVersion Protocol, EndPoint? Remote);

/// <summary>Why a client was not let in.</summary>
internal sealed record Refusal(MqttConnectReasonCode Code, string Reason);

/// <summary>
/// Who gets in, and as whom. With a user file the identity is the user name. Without one the broker stands on loopback: a
/// gateway's client id is believed, and whoever else comes gives the name and the token that stand for them over HTTP.
/// A gateway's client id is its agent's and nobody else's, so that nobody takes over its session.
/// </summary>
internal sealed class BrokerAccess(UserFile? users, TokenFile tokens)
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
            return CryptographicOperations.FixedTimeEquals(greeting.Password, _hubPassword) ? null : new Refusal(MqttConnectReasonCode.BadUserNameOrPassword, "that name is the hub's own");
        }

        return users is null ? RefuseOnLoopback(greeting) : RefuseUser(greeting, users);
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

        // Role.Gateway grants nothing: to hear everything takes a role that says so.
        return IsAgent(clientId) && GatewayId.TryParse(clientId[ClientIdentity.AgentPrefix.Length..], out var gateway)
            ? new ClientIdentity(ClientRole.Gateway, gateway.ToString())
            : new ClientIdentity(ClientRole.Observer, userName ?? "", RoleOf(userName) ?? Role.Gateway);
    }

    private Refusal? RefuseOnLoopback(Greeting greeting)
    {
        if (greeting.Remote is not IPEndPoint { Address: var address } || !IPAddress.IsLoopback(address))
        {
            return new Refusal(MqttConnectReasonCode.NotAuthorized, "without a user file only this machine's own clients are let in");
        }

        if (IsAgent(greeting.ClientId))
        {
            return null;
        }

        return tokens.HolderOf(Encoding.UTF8.GetString(greeting.Password ?? [])) is { } holder && holder.Name == greeting.UserName && RoleOf(holder.Name) is not null
            ? null
            : new Refusal(MqttConnectReasonCode.BadUserNameOrPassword, "whoever is no gateway needs the name and the token that the page asks for, as user name and password");
    }

    private static Refusal? RefuseUser(Greeting greeting, UserFile users)
    {
        if (users.Verify(greeting.UserName, greeting.Password) is not { } role)
        {
            return new Refusal(MqttConnectReasonCode.BadUserNameOrPassword, "user name or password is wrong");
        }

        var agent = ClientIdentity.AgentPrefix + greeting.UserName;
        return role == ClientRole.Gateway == (greeting.ClientId == agent) && (role == ClientRole.Gateway || !IsAgent(greeting.ClientId))
            ? null
            : new Refusal(MqttConnectReasonCode.ClientIdentifierNotValid, $"the client id of gateway '{greeting.UserName}' must be {agent}, and no one else's may begin like that");
    }

    /// <summary>What a token's holder is; null when nobody is called so, or several tokens of that name say different things.</summary>
    private Role? RoleOf(string? name) =>
        tokens.Holders.Where(holder => holder.Name == name).Select(holder => holder.Role).Distinct().ToList() is [var role] ? role : null;

    private static bool IsAgent(string clientId) => clientId.StartsWith(ClientIdentity.AgentPrefix, StringComparison.Ordinal);
}
