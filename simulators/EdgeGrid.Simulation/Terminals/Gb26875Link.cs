namespace EdgeGrid.Simulation.Terminals;

/// <summary>What the centre sent.</summary>
/// <param name="Serial">Of the frame; an answer has that of what it answers.</param>
/// <param name="Source">Address of the centre.</param>
/// <param name="Destination">Of the device.</param>
/// <param name="Command">1 control, 3 confirm, 6 deny.</param>
/// <param name="Data">Type, count, objects.</param>
/// <param name="Bytes">All of it.</param>
public sealed record Gb26875Reply(int Serial, ulong Source, ulong Destination, int Command, byte[] Data, byte[] Bytes);

/// <summary>One connection of a transmission device.</summary>
/// <param name="link">To the centre.</param>
/// <param name="address">Of the device.</param>
/// <param name="time">The clock of the device.</param>
public sealed class Gb26875Link(TerminalLink link, ulong address, TimeProvider time) : IDisposable
{
    /// <summary>What the device takes for the centre's address.</summary>
    public const ulong Centre = 0x015B38;

    private const int HeadBytes = 27;

    private readonly byte[] _buffer = new byte[2048];
    private readonly List<byte> _received = [];

    /// <summary>Below it.</summary>
    public TerminalLink Link => link;

    /// <summary>Serial of the next frame.</summary>
    public int Serial { get; set; } = 1;

    /// <summary>How far the device's clock is off.</summary>
    public TimeSpan ClockIsOff { get; set; }

    /// <summary>What came besides the answers that were asked for.</summary>
    public List<Gb26875Reply> Others { get; } = [];

    /// <summary>By the device's clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + ClockIsOff;

    /// <summary>Sends data.</summary>
    /// <returns>The serial of the frame.</returns>
    public async Task<int> SendAsync(byte[] data, CancellationToken cancellationToken, int command = 2, int? serial = null)
    {
        var used = serial ?? (Serial++ & 0xFFFF);
        await link.SendAsync(Gb26875Frame.Of(used, Now, address, Centre, command, data), cancellationToken);
        return used;
    }

    /// <summary>Sends data, and waits for the answer.</summary>
    /// <returns>Null when the centre closed.</returns>
    public async Task<Gb26875Reply?> TellAsync(byte[] data, CancellationToken cancellationToken)
    {
        var serial = await SendAsync(data, cancellationToken);
        while (await ReceiveAsync(cancellationToken) is { } reply)
        {
            if (reply.Command is 3 or 6 && reply.Serial == serial)
            {
                return reply;
            }

            Others.Add(reply);
        }

        return null;
    }

    /// <summary>The next frame of the centre; null when it closed.</summary>
    public async Task<Gb26875Reply?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_received.Count >= HeadBytes && HeadBytes + _received[24] + (_received[25] << 8) + 3 is var length && _received.Count >= length)
            {
                var bytes = _received[..length].ToArray();
                _received.RemoveRange(0, length);
                return new Gb26875Reply(bytes[2] | (bytes[3] << 8), Address(bytes, 12), Address(bytes, 18), bytes[26], bytes[HeadBytes..^3], bytes);
            }

            var count = await link.ReceiveAsync(_buffer, cancellationToken);
            if (count == 0)
            {
                return null;
            }

            _received.AddRange(_buffer[..count]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => link.Dispose();

    private static ulong Address(byte[] bytes, int at) => Enumerable.Range(0, 6).Aggregate(0UL, (sum, i) => sum | ((ulong)bytes[at + i] << (8 * i)));
}
