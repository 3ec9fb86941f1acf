using System.Net.Sockets;

namespace EdgeGrid.Devices.Listeners;

/// <summary>Why a port cannot be had, in a technician's words.</summary>
internal static class ListenerTrouble
{
    public static DeviceException CannotListen(ListenerOptions options, SocketException exception) => new(
        DeviceFault.NotResponding,
        $"Cannot listen at {options}: " + exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"another program has the port. sudo ss -ltnp 'sport = :{options.Port}' shows which; stop it, or choose another 'port' here and in the terminals.",
            SocketError.AddressNotAvailable => "the gateway has no such address. ip -brief address shows those that it has; 0.0.0.0 is all of them.",
            SocketError.AccessDenied => "ports below 1024 are for the system. Choose another 'port', here and in the terminals.",
            _ => exception.Message,
        },
        exception);
}
