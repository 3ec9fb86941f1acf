using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGrid.Hub.Console.Client;

/// <summary>Where the page finds the API: the server that serves both.</summary>
internal static class HubAddress
{
    /// <summary>As this machine reaches it; known once the server listens.</summary>
    public static Uri Of(IServer server) => Near(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()));

    /// <summary>Who listens on every address is reached on the loopback one.</summary>
    public static Uri Near(Uri listening) => listening.Host switch
    {
        "0.0.0.0" => new UriBuilder(listening) { Host = "127.0.0.1" }.Uri,
        "[::]" => new UriBuilder(listening) { Host = "[::1]" }.Uri,
        _ => listening,
    };
}
