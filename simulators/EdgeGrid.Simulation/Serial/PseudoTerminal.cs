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
    /// <exception cref="IOException">The system gives no pty: out of them, or /dev/pts is not mounted.</exception>
    public static PseudoTerminal Open(TimeProvider time)
    {
        var controller = TerminalCalls.OpenController();
        try
        {
            var path = TerminalCalls.PortPath(controller);
            TerminalCalls.MakeRaw(path);
            return new PseudoTerminal(controller, path, time);
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
            return _controller.IsClosed || !TerminalCalls.HasListener(_controller) ? 0 : TerminalCalls.Write(_controller, bytes);
        }
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
