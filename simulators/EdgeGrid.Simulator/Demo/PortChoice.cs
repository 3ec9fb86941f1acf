using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Simulator.Demo;

/// <summary>The demo gives way where a service would refuse: another broker may well hold the usual port.</summary>
internal static class PortChoice
{
    /// <summary>The wanted port of loopback if it is free, or one that is.</summary>
    public static int FreeOr(int wanted)
    {
        try
        {
            return Listen(wanted);
        }
        catch (SocketException)
        {
            return Listen(0);
        }
    }

    private static int Listen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
