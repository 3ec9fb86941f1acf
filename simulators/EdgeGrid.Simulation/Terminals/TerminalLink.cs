using System.Net.Sockets;

namespace EdgeGrid.Simulation.Terminals;

/// <summary>A terminal's connection to its server, with faults.</summary>
public sealed class TerminalLink : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private TerminalLink()
    {
    }

    /// <summary>From now on.</summary>
    public TerminalFault Fault { get; set; }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<TerminalLink> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var link = new TerminalLink();
        try
        {
            await link._socket.ConnectAsync(host, port, cancellationToken);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Connects, and again a second after each end, until it is cancelled: that is its end, not a failure.</summary>
    internal static async Task KeepTryingAsync(Func<CancellationToken, Task> connect, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await connect(cancellationToken);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
            return;
        }
    }

    /// <summary>Sends bytes as they are, but for the fault.</summary>
    public async Task SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var sent = Fault switch
        {
            TerminalFault.Silence => [],
            TerminalFault.ShortFrame => bytes[..(bytes.Length / 2)],
            TerminalFault.BitFlip => Flipped(bytes),
            _ => bytes,
        };
        for (var rest = sent.AsMemory(); !rest.IsEmpty;)
        {
            rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
        }
    }

    /// <summary>What the server sends next; 0 when it has closed.</summary>
    public async Task<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, cancellationToken);
        }
        catch (SocketException)
        {
            // Reset: closed all the same.
            return 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static byte[] Flipped(byte[] bytes)
    {
        // Not into a flag or an escape, which would make other frames of it.
        var flipped = bytes.ToArray();
        flipped[flipped.Length / 2] ^= 0x80;
        return flipped;
    }
}
