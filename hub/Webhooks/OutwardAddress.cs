using System.Net.Sockets;
using System.Net;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>Where a webhook may lead. Names are looked at each time they are connected to: one may lead elsewhere by then.</summary>
internal static class OutwardAddress
{
    public const string Rule = "url is http:// or https:// and a host, without user, password or fragment";

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/127"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Why an address cannot be one; null when it can.</summary>
    public static Refusal? Problem(string? text, bool allowPrivate)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || url.Host.Length == 0 || text.Length > 1000)
        {
            return WebhookRefusals.Address;
        }

        return !allowPrivate && (url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IsPrivate(address)))
            ? WebhookRefusals.PrivateAddress(url.Host)
            : null;
    }

    /// <summary>True for this machine, private networks and what is no address of the public internet.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Private.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Connects to the first address of a name that may be reached.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken cancellationToken)
    {
        var all = await Dns.GetHostAddressesAsync(to.Host, cancellationToken);
        var reachable = allowPrivate ? all : [.. all.Where(address => !IsPrivate(address))];
        if (reachable.Length == 0)
        {
            throw new HttpRequestException(all.Length == 0 ? $"{to.Host} has no address." : $"{to.Host} is this machine or a private network, which the hub reaches only when it runs with --webhooks-private.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
