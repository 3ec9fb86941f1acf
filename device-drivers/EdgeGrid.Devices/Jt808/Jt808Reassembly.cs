namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// Puts messages together that come in parts. Bounded in their count, their bytes and their time: parts whose others never come
/// are given up. Not safe for several threads.
/// </summary>
internal sealed class Jt808Reassembly
{
    /// <summary>Unfinished messages of one terminal.</summary>
    public const int MostMessages = 2;

    /// <summary>Of one message.</summary>
    public const int MostParts = 128;

    /// <summary>After its last part so long is waited for the next.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>After so long without a part those that are missing are asked for, and again.</summary>
    public static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(10);

    private readonly List<Unfinished> _messages = [];

    /// <summary>Messages that were given up.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Messages that are not whole yet.</summary>
    public int Waiting => _messages.Count;

    /// <summary>Takes a part.</summary>
    /// <returns>The body of the whole message when this was the last part that was missing; null otherwise.</returns>
    public byte[]? Add(in Jt808Header header, ReadOnlySpan<byte> body, long nowMs)
    {
        if (header.Parts is < 1 or > MostParts || header.Part < 1 || header.Part > header.Parts)
        {
            GivenUp++;
            return null;
        }

        var first = (header.Serial - header.Part + 1) & 0xFFFF;
        var key = (header.Id, header.Parts, first);
        var message = _messages.Find(known => known.Key == key);
        if (message is null)
        {
            if (_messages.Count == MostMessages)
            {
                _messages.RemoveAt(0);
                GivenUp++;
            }

            _messages.Add(message = new Unfinished(key, new byte[header.Parts][]));
        }

        message.Bodies[header.Part - 1] ??= body.ToArray();
        (message.HeardMs, message.AskedMs) = (nowMs, nowMs);
        if (Array.Exists(message.Bodies, part => part is null))
        {
            return null;
        }

        _messages.Remove(message);
        return message.Bodies.SelectMany(part => part!).ToArray();
    }

    /// <summary>Time has passed: gives up what waited for too long, and says what should be asked for again.</summary>
    /// <returns>The serial of a message's first part, and the numbers of those that are missing.</returns>
    public IReadOnlyList<(int FirstSerial, IReadOnlyList<int> Missing)> Tick(long nowMs)
    {
        if (_messages.Count == 0)
        {
            return [];
        }

        GivenUp += _messages.RemoveAll(message => nowMs - message.HeardMs > Patience.TotalMilliseconds);
        var due = _messages.FindAll(message => nowMs - message.AskedMs > AskAfter.TotalMilliseconds);
        due.ForEach(message => message.AskedMs = nowMs);
        return [.. due.Select(message => (message.Key.First, message.Missing))];
    }

    private sealed class Unfinished((int Id, int Parts, int First) key, byte[]?[] bodies)
    {
        public (int Id, int Parts, int First) Key => key;

        public byte[]?[] Bodies => bodies;

        public long HeardMs { get; set; }

        public long AskedMs { get; set; }

        public IReadOnlyList<int> Missing => [.. bodies.Index().Where(part => part.Item is null).Select(part => part.Index + 1)];
    }
}
