using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Devices.Listeners;

/// <summary>Where terminals connect, and how much of the gateway they may take.</summary>
/// <param name="Address">Of the gateway: loopback, one of its networks, or 0.0.0.0 for all.</param>
/// <param name="Port">TCP.</param>
/// <param name="Connections">At the same time.</param>
/// <param name="PerAddress">At the same time, from one address.</param>
/// <param name="Idle">A connection without a sound frame for so long is closed.</param>
/// <param name="FirstFrame">So long may a new connection take for its first sound frame.</param>
/// <param name="PerSecond">Messages of one connection, for long: what is more waits in its own socket.</param>
internal sealed record ListenerOptions(IPAddress Address, int Port, int Connections, int PerAddress, TimeSpan Idle, TimeSpan FirstFrame, int PerSecond)
{
    // Carriers put many terminals behind one address, but hardly more.
    private const int UsualPerAddress = 64;

    /// <summary>The options of every server.</summary>
    /// <param name="port">The usual one.</param>
    /// <param name="idle">The usual one.</param>
    public static IReadOnlyList<DeviceOption> Declare(int port, TimeSpan idle) =>
    [
        new("address", OptionType.Text, "The gateway's own IP address to listen at; 0.0.0.0 for all of them.") { Default = "127.0.0.1", Objection = AddressObjection },
        new("port", OptionType.Integer, "TCP port to listen at.") { Default = (long)port, Min = 1, Max = 65_535, Claim = PortClaim },
        new("connections", OptionType.Integer, "At most so many connections at the same time.") { Default = 2_500L, Min = 1, Max = 10_000 },
        new("perAddress", OptionType.Integer, "At most so many of them from one address. Not set: 64, or all at 127.0.0.1.") { Min = 1, Max = 10_000 },
        new("idle", OptionType.Duration, "A connection that brings no sound frame for so long is closed.") { Default = idle, Min = 5, Max = 86_400 },
        new("firstFrame", OptionType.Duration, "So long may a new connection take for its first sound frame.") { Default = TimeSpan.FromSeconds(15), Min = 1, Max = 600 },
        new("perSecond", OptionType.Integer, "So many messages a second of one connection are taken, for long; more have to wait.") { Default = 20L, Min = 1, Max = 10_000 },
    ];

    /// <summary>What is set.</summary>
    public static ListenerOptions Read(DeviceSettings settings)
    {
        var address = AddressOf(settings);
        var connections = settings.Integer("connections");
        var perAddress = settings.OptionalInteger("perAddress") ?? (IPAddress.IsLoopback(address) ? connections : UsualPerAddress);
        return new ListenerOptions(
            address,
            settings.Integer("port"),
            connections,
            perAddress,
            settings.Duration("idle"),
            settings.Duration("firstFrame"),
            settings.Integer("perSecond"));
    }

    // 10.1 is one to the system, and 10.0.0.010 another than it looks.
    private static string? AddressObjection(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('[', StringComparison.Ordinal) : address.ToString() == text)
            ? null
            : "it is no IP address; ip -brief address shows the gateway's own";

    private static Claim? PortClaim(DeviceSettings settings)
    {
        var address = AddressOf(settings);
        return new Claim($"TCP port {settings.Integer("port")}", "Choose another \"port\" for one of them, here and in what connects to it.")
        {
            Part = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address.ToString(),
        };
    }

    private static IPAddress AddressOf(DeviceSettings settings) => IPAddress.TryParse(settings.Text("address"), out var address) ? address : IPAddress.None;

    /// <summary>As a technician writes it.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
