namespace EdgeGrid.Simulation.Faults;

/// <summary>The faults in force on one bus. Safe from any thread.</summary>
/// <param name="seed">Of the bits that flip, so that a run can be repeated.</param>
public sealed class BusFaults(int seed = 1)
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];
    private readonly Random _random = new(seed);

    /// <summary>Puts a fault on the bus, in force from the next transaction on.</summary>
    public void Inject(BusFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Times < 1)
        {
            throw new ArgumentException("A fault strikes once at least.", nameof(fault));
        }

        lock (_gate)
        {
            _pending.Add(new Pending(fault) { Left = fault.Times, ToPass = fault.After });
        }
    }

    /// <summary>The bus is sound again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _pending.Clear();
        }
    }

    /// <summary>The fault that strikes this transaction, if one does; the oldest wins.</summary>
    /// <param name="address">Of the chip, or the pin.</param>
    /// <param name="reads">Whether anything is read: only what is read can arrive short or flipped.</param>
    internal BusFault? Strike(int address, bool reads)
    {
        lock (_gate)
        {
            // One that still lets transactions pass does not hold back the next.
            var pending = _pending.Find(p => Concerns(p.Fault, address, reads) && p.IsDue());
            if (pending is not null && --pending.Left == 0)
            {
                _pending.Remove(pending);
            }

            return pending?.Fault;
        }
    }

    /// <summary>What becomes of bytes on their way to the reader.</summary>
    internal void Spoil(BusFault? fault, Span<byte> read)
    {
        if (fault?.Kind == BusFaultKind.ShortRead && fault.Bytes < read.Length)
        {
            read[fault.Bytes..].Fill(0xFF);
        }
        else if (fault?.Kind == BusFaultKind.BitFlip && !read.IsEmpty)
        {
            lock (_gate)
            {
                read[_random.Next(read.Length)] ^= (byte)(1 << _random.Next(8));
            }
        }
    }

    private static bool Concerns(BusFault fault, int address, bool reads) =>
        (fault.Kind == BusFaultKind.Stuck || fault.Address is null || fault.Address == address)
        && (reads || fault.Kind is not (BusFaultKind.ShortRead or BusFaultKind.BitFlip));

    private sealed class Pending(BusFault fault)
    {
        public BusFault Fault { get; } = fault;

        public int? Left { get; set; }

        public int ToPass { get; set; }

        public bool IsDue()
        {
            if (ToPass == 0)
            {
                return true;
            }

            ToPass--;
            return false;
        }
    }
}
