namespace EdgeGrid.Simulation.Terminals;

/// <summary>What the server sent.</summary>
/// <param name="Id">What it is.</param>
/// <param name="Serial">Of the server's message.</param>
/// <param name="Body">As it came.</param>
public sealed record Jt808Reply(int Id, int Serial, byte[] Body)
{
    /// <summary>Serial of the message that is answered.</summary>
    public int Answers => (Body[0] << 8) | Body[1];

    /// <summary>Result of an answer: to a registration (0x8100), or any other (0x8001).</summary>
    public int Result => Id == 0x8100 ? Body[2] : Body[4];
}

/// <summary>One connection of a terminal that speaks JT/T 808.</summary>
/// <param name="link">To the server.</param>
/// <param name="phone">Of the terminal.</param>
/// <param name="edition">2013 or 2019.</param>
public sealed class Jt808Link(TerminalLink link, string phone, int edition = 2013) : IDisposable
{
    private readonly byte[] _buffer = new byte[2048];
    private readonly List<byte> _received = [];
    private readonly Queue<Jt808Reply> _replies = [];

    /// <summary>Below it.</summary>
    public TerminalLink Link => link;

    /// <summary>Serial of the next message.</summary>
    public int Serial { get; set; }

    /// <summary>What came besides the answers that were asked for.</summary>
    public List<Jt808Reply> Others { get; } = [];

    /// <summary>Sends a message.</summary>
    /// <returns>Its serial.</returns>
    public async Task<int> SendAsync(int id, byte[] body, CancellationToken cancellationToken, (int Parts, int Part)? part = null)
    {
        var serial = Serial++ & 0xFFFF;
        await link.SendAsync(Jt808Frame.Of(id, phone, serial, body, edition, part), cancellationToken);
        return serial;
    }

    /// <summary>Sends a message, and waits for its answer.</summary>
    /// <returns>Null when the server closed.</returns>
    public async Task<Jt808Reply?> AskAsync(int id, byte[] body, CancellationToken cancellationToken)
    {
        var serial = await SendAsync(id, body, cancellationToken);
        while (await ReceiveAsync(cancellationToken) is { } reply)
        {
            if (reply.Id is 0x8001 or 0x8100 && reply.Answers == serial)
            {
                return reply;
            }

            Others.Add(reply);
        }

        return null;
    }

    /// <summary>Registers, and authenticates with the code that it is given.</summary>
    /// <returns>The server takes it.</returns>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        var registered = await AskAsync(0x0100, Jt808Frame.Registration([0xCB, 0xD5, .. "C12345"u8], edition), cancellationToken);
        if (registered is not { Id: 0x8100, Result: 0 })
        {
            return false;
        }

        return await AskAsync(0x0102, Jt808Frame.Authentication(registered.Body.AsSpan(3), edition), cancellationToken) is { Result: 0 };
    }

    /// <summary>The next message of the server; null when it closed.</summary>
    public async Task<Jt808Reply?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (_replies.Count == 0)
        {
            var count = await link.ReceiveAsync(_buffer, cancellationToken);
            if (count == 0)
            {
                return null;
            }

            _received.AddRange(_buffer[..count]);
            foreach (var plain in Jt808Frame.Split(_received))
            {
                var serialAt = edition == 2019 ? 15 : 10;
                _replies.Enqueue(new Jt808Reply((plain[0] << 8) | plain[1], (plain[serialAt] << 8) | plain[serialAt + 1], plain[(serialAt + 2)..]));
            }
        }

        return _replies.Dequeue();
    }

    /// <inheritdoc/>
    public void Dispose() => link.Dispose();
}
