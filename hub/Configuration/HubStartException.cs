using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Hub.Configuration;

/// <summary>The hub cannot start. The message says what, where, why and what to do, in one sentence or two.</summary>
public sealed class HubStartException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static HubStartException ForEndPoint(string what, IPEndPoint endPoint, string option, Exception inner)
    {
        var code = (inner as SocketException ?? inner.InnerException as SocketException)?.SocketErrorCode;
        return code switch
        {
            SocketError.AddressAlreadyInUse or null => new(
                $"Port {endPoint.Port} for {what} is taken: another hub or broker probably runs on this machine (`ss -ltnp 'sport = :{endPoint.Port}'` shows which). End it, or choose another port with {option}.",
                inner),
            SocketError.AccessDenied => new(
                $"Port {endPoint.Port} for {what} may not be opened by this user: ports below 1024 need root. Choose a higher one with {option}.",
                inner),
            _ => new(
                $"The address {endPoint} for {what} cannot be used ({code}): is it an address of this machine? Choose another with {option}.",
                inner),
        };
    }
}
