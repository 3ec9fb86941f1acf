namespace EdgeGrid.Devices.Gb26875;

/// <summary>
/// What the centre wants of a device and has no answer to yet: sent again after the time-out of the standard, three times in all
/// (section 5.4).
/// </summary>
internal sealed class Gb26875Orders
{
    private const int Tries = 3;
    private const int MostWaiting = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly List<Order> _waiting = [];

    /// <summary>Notes what is being sent now.</summary>
    public void Add(int serial, byte[] frame, long nowMs)
    {
        if (_waiting.Count == MostWaiting)
        {
            _waiting.RemoveAt(0);
        }

        _waiting.Add(new Order(serial, frame) { SentMs = nowMs });
    }

    /// <summary>The device has answered.</summary>
    public void Done(int serial) => _waiting.RemoveAll(order => order.Serial == serial);

    /// <summary>What is to be sent again.</summary>
    public IReadOnlyList<byte[]> Due(long nowMs)
    {
        if (_waiting.Count == 0)
        {
            return [];
        }

        var due = _waiting.FindAll(order => nowMs - order.SentMs >= Timeout.TotalMilliseconds);
        due.ForEach(order => (order.SentMs, order.Sent) = (nowMs, order.Sent + 1));
        _waiting.RemoveAll(order => order.Sent > Tries);
        return [.. due.Where(order => order.Sent <= Tries).Select(order => order.Frame)];
    }

    private sealed class Order(int serial, byte[] frame)
    {
        public int Serial => serial;

        public byte[] Frame => frame;

        public int Sent { get; set; } = 1;

        public long SentMs { get; set; }
    }
}
