using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Testing;

/// <summary>Ports for programs that must be told one.</summary>
public static class Ports
{
    /// <summary>A TCP port of loopback that was free a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
