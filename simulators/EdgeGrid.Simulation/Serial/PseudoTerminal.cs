using Microsoft.Win32.SafeHandles;

namespace EdgeGrid.Simulation.Serial;

/// <summary>
/// A serial line without wires: a pty pair of the kernel. The agent opens <see cref="Path"/> with its production serial
/// code; the simulated terminal writes at the other end. As on a real line, what is written while nobody has the port
/// open is gone. Disposing it unplugs the line.
/// </summary>
public sealed class PseudoTerminal : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly SafeFileHandle _controller;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    private PseudoTerminal(SafeFileHandle controller, string path, TimeProvider time) => (_controller, Path, _time) = (controller, path, time);

    /// <summary>
    /// Bits per second at which the simulated device sends; null for a line without a speed, as a pty is. Whoever reads at
    /// another speed gets gibberish, and as many bytes as fit into the same time.
    /// </summary>
    public int? Baud { get; init; }

    /// <summary>What the agent opens: <c>/dev/pts/N</c>.</summary>
    public string Path { get; }

    /// <summary>True while somebody has the port open.</summary>
    public bool HasListener
    {
        get
        {
            lock (_gate)
            {
                return !_controller.IsClosed && TerminalCalls.HasListener(_controller);
            }
        }
    }

    /// <summary>Makes a pair.</summary>
    /// <param name="time">Paces writers that wait.</param>
    /// <param name="baud">See <see cref="Baud"/>.</param>
    /// <exception cref="IOException">The system gives no pty: out of them, or /dev/pts is not mounted.</exception>
    public static PseudoTerminal Open(TimeProvider time, int? baud = null)
    {
        var controller = TerminalCalls.OpenController();
        try
        {
            var path = TerminalCalls.PortPath(controller);
            TerminalCalls.MakeRaw(path);
            return new PseudoTerminal(controller, path, time) { Baud = baud };
        }
        catch (IOException)
        {
            controller.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Sends now what the line takes now. Returns how many bytes went; the others are lost, as on a line whose reader
    /// is absent or too slow.
    /// </summary>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_controller.IsClosed || !TerminalCalls.HasListener(_controller))
            {
                return 0;
            }

            if (Baud is { } baud && TerminalCalls.Baud(_controller) is var heard && heard != baud)
            {
                TerminalCalls.Write(_controller, Misheard(bytes, (heard ?? baud) / (double)baud));
                return bytes.Length;
            }

            return TerminalCalls.Write(_controller, bytes);
        }
    }

    /// <summary>No byte as it was: bits are taken at the wrong times.</summary>
    private static byte[] Misheard(ReadOnlySpan<byte> bytes, double ratio)
    {
        var heard = new byte[(int)Math.Ceiling(bytes.Length * ratio)];
        for (var i = 0; i < heard.Length; i++)
        {
            heard[i] = (byte)(0x80 | (bytes[(int)(i / ratio)] * 7));
        }

        return heard;
    }

    /// <summary>Sends all, waiting for a slow reader; what is left when the reader goes away is lost.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[Send(bytes.Span)..];
            if (bytes.Length > 0)
            {
                if (!HasListener)
                {
                    return;
                }

                await Task.Delay(Pause, _time, cancellationToken);
            }
        }
    }

    /// <summary>What whoever has the port open sends; 0 when the line is unplugged.</summary>
    public async Task<int> ReceiveAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_controller.IsClosed)
                {
                    return 0;
                }

                if (TerminalCalls.Read(_controller, bytes.Span) is > 0 and var read)
                {
                    return read;
                }
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    /// <summary>Completes when somebody has the port open.</summary>
    public async Task WaitForListenerAsync(CancellationToken cancellationToken)
    {
        while (!HasListener)
        {
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    /// <summary>Unplugs the line: whoever has the port open gets a hang-up.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _controller.Dispose();
        }
    }
}
