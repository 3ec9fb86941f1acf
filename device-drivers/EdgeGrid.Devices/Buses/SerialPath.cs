namespace EdgeGrid.Devices.Buses;

/// <summary>A serial port, as a configuration names it.</summary>
internal static class SerialPath
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Objection(string text) => text.StartsWith('/') && !text.Contains('\0', StringComparison.Ordinal) ? null : "a serial port is written with its whole path";
}
