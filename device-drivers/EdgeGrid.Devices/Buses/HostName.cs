using System.Net;

namespace EdgeGrid.Devices.Buses;

/// <summary>A machine in the network, as a configuration names it: <c>gas.example</c>, <c>192.0.2.10</c>, <c>2001:db8::10</c>.</summary>
internal static class HostName
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Objection(string text) =>
        IPAddress.TryParse(text, out _) || (text.Length > 0 && text.AsSpan().IndexOfAny(" \t:/@[]") < 0) ? null : "a host is a name or an address, without a protocol or a port";
}
