using System.Globalization;

namespace EdgeGrid.Benchmarks;

/// <summary>What this process has written, as the kernel counts.</summary>
/// <param name="Chars">Handed to write calls.</param>
/// <param name="Bytes">Sent to the storage layer: each page of the cache that became dirty, once until it is written back.</param>
internal readonly record struct ProcessIo(long Chars, long Bytes)
{
    public static ProcessIo operator -(ProcessIo left, ProcessIo right) => new(left.Chars - right.Chars, left.Bytes - right.Bytes);

    /// <summary>From <c>/proc/self/io</c>.</summary>
    public static ProcessIo Read()
    {
        var lines = File.ReadLines("/proc/self/io").Select(line => line.Split(": ")).ToDictionary(pair => pair[0], pair => pair[1]);
        return new ProcessIo(
            long.Parse(lines["wchar"], CultureInfo.InvariantCulture),
            long.Parse(lines["write_bytes"], CultureInfo.InvariantCulture));
    }
}
