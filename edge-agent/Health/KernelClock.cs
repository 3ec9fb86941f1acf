using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>Asks the kernel whether NTP keeps its clock: adjtimex(2), which every time service sets.</summary>
internal static partial class KernelClock
{
    // struct timex of a 64-bit Linux: modes at 0 (0 asks and changes nothing), status at 40, 208 bytes in all.
    private const int TimexSize = 208;
    private const int StatusOffset = 40;
    private const int Unsynchronised = 0x40; // STA_UNSYNC

    public static ClockQuality Quality()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return ClockQuality.Unsynchronised;
        }

        Span<byte> timex = stackalloc byte[TimexSize];
        timex.Clear();
        var answer = AdjustTimex(ref MemoryMarshal.GetReference(timex));
        return Judge(answer, timex);
    }

    internal static ClockQuality Judge(int answer, ReadOnlySpan<byte> timex)
    {
        var status = BinaryPrimitives.ReadInt32LittleEndian(timex[StatusOffset..]);
        return answer >= 0 && (status & Unsynchronised) == 0 ? ClockQuality.Ntp : ClockQuality.Unsynchronised;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AdjustTimex(ref byte timex);
}
