using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeGrid.Simulation.Serial;

/// <summary>The kernel's calls for a pty, from pty(7), posix_openpt(3), ptsname(3), termios(3), poll(2).</summary>
internal static partial class TerminalCalls
{
    private const int ReadWrite = 0x2;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int SetNow = 0;
    private const short HangUp = 0x10;
    private const int TryAgain = 11;
    private const int NobodyThere = 5;

    public static SafeFileHandle OpenController()
    {
        var descriptor = PosixOpenPt(ReadWrite | NoControllingTerminal | NonBlocking | CloseOnExec);
        Check(descriptor, "open a pty");
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Check(GrantPt(handle), "grant the pty");
        Check(UnlockPt(handle), "unlock the pty");
        return handle;
    }

    public static string PortPath(SafeFileHandle controller)
    {
        Span<byte> name = stackalloc byte[128];
        Check(PtsName(controller, name, (nuint)name.Length) == 0 ? 0 : -1, "name the pty");
        return System.Text.Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
    }

    /// <summary>
    /// Opens the port once and closes it again: without echo and line editing from the first byte on, and the kernel
    /// reports "nobody has it open" only after a first close.
    /// </summary>
    public static void MakeRaw(string path)
    {
        var descriptor = OpenFile(path, ReadWrite | NoControllingTerminal | CloseOnExec);
        Check(descriptor, $"open {path}");
        using var port = new SafeFileHandle(descriptor, ownsHandle: true);

        // struct termios is 60 bytes on Linux; the calls below are the only ones that look inside.
        Span<byte> settings = stackalloc byte[256];
        Check(TcGetAttr(port, settings), $"read the settings of {path}");
        CfMakeRaw(settings);
        Check(TcSetAttr(port, SetNow, settings), $"set {path} to raw mode");
    }

    public static bool HasListener(SafeFileHandle controller)
    {
        var added = false;
        try
        {
            controller.DangerousAddRef(ref added);
            var poll = new PollDescriptor { Descriptor = (int)controller.DangerousGetHandle() };
            Check(Poll(ref poll, 1, 0), "poll the pty");
            return (poll.Returned & HangUp) == 0;
        }
        finally
        {
            if (added)
            {
                controller.DangerousRelease();
            }
        }
    }

    /// <summary>Bits per second that whoever opened the port last has set; null for one that is not among the usual.</summary>
    public static int? Baud(SafeFileHandle controller)
    {
        // The kernel answers for the port's end. The numbers are those of termbits.h.
        Span<byte> settings = stackalloc byte[256];
        Check(TcGetAttr(controller, settings), "read the pty's speed");
        return CfGetOutputSpeed(settings) switch
        {
            12 => 4800,
            13 => 9600,
            14 => 19_200,
            15 => 38_400,
            0x1001 => 57_600,
            0x1002 => 115_200,
            0x1003 => 230_400,
            0x1004 => 460_800,
            _ => null,
        };
    }

    /// <summary>Returns how many bytes were taken: 0 when the line is full.</summary>
    public static int Write(SafeFileHandle controller, ReadOnlySpan<byte> bytes)
    {
        var written = (int)WriteFile(controller, bytes, (nuint)bytes.Length);
        if (written < 0 && Marshal.GetLastPInvokeError() == TryAgain)
        {
            return 0;
        }

        Check(written, "write to the pty");
        return written;
    }

    /// <summary>Returns how many bytes there were: 0 when there are none, or nobody has the port open.</summary>
    public static int Read(SafeFileHandle controller, Span<byte> bytes)
    {
        var read = (int)ReadFile(controller, bytes, (nuint)bytes.Length);
        if (read < 0 && Marshal.GetLastPInvokeError() is TryAgain or NobodyThere)
        {
            return 0;
        }

        Check(read, "read from the pty");
        return read;
    }

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"Cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int PosixOpenPt(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPt(SafeFileHandle controller);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPt(SafeFileHandle controller);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int PtsName(SafeFileHandle controller, Span<byte> name, nuint length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int TcGetAttr(SafeFileHandle port, Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void CfMakeRaw(Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "cfgetospeed")]
    private static partial uint CfGetOutputSpeed(Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int TcSetAttr(SafeFileHandle port, int when, Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(SafeFileHandle controller, ReadOnlySpan<byte> bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(SafeFileHandle controller, Span<byte> bytes, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Asked;
        public short Returned;
    }
}
