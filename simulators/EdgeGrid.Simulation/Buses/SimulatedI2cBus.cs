using System.Collections.Concurrent;
using EdgeGrid.Devices.Buses.BusLink;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Simulation.Buses;

/// <summary>
/// An I2C bus with chips on it. One transaction at a time, as on two wires; it takes the bus time that its bits need
/// and puts the faults in force on whoever asks.
/// </summary>
/// <param name="seed">Of the bits that flip.</param>
/// <param name="clockHertz">How long bits take on the bus.</param>
public sealed class SimulatedI2cBus(int seed, int clockHertz)
{
    // 8 bits and an acknowledgement.
    private const int BitsPerByte = 9;

    // So long does a kernel's driver wait for a clock that is held.
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, SimulatedI2cChip> _chips = [];
    private readonly Lock _gate = new();
    private long _transactions;

    public BusFaults Faults { get; } = new(seed);

    /// <summary>How many there have been.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>Puts a chip on the bus, in place of what was at the address.</summary>
    /// <returns>The chip.</returns>
    public TChip Attach<TChip>(int address, TChip chip)
        where TChip : SimulatedI2cChip
    {
        ArgumentOutOfRangeException.ThrowIfNegative(address);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address, 0x7F);
        _chips[address] = chip;
        return chip;
    }

    /// <summary>Takes the chip off the bus: from now on nobody answers at the address.</summary>
    public void Detach(int address) => _chips.TryRemove(address, out _);

    /// <summary>Write, then repeated start and read, as far as there is something to write or read.</summary>
    /// <returns>What became of it; null when the transaction began and never ends.</returns>
    internal BusLinkStatus? Transfer(int address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _transactions);
            var fault = Faults.Strike(address, reads: !read.IsEmpty);
            switch (fault?.Kind)
            {
                case BusFaultKind.Nack:
                    return BusLinkStatus.Nack;
                case BusFaultKind.Stuck:
                    return BusLinkStatus.Stuck;
                case BusFaultKind.Silence:
                    return null;
            }

            if (!_chips.TryGetValue(address, out var chip))
            {
                return BusLinkStatus.Nack;
            }

            if (!write.IsEmpty)
            {
                chip.Elapse(BusTime(write.Length));
                if (!chip.Acknowledges(reads: false))
                {
                    return BusLinkStatus.Nack;
                }

                chip.Write(write);
            }

            if (!read.IsEmpty)
            {
                chip.Elapse(BusTime(read.Length));
                if (!chip.Acknowledges(reads: true))
                {
                    return BusLinkStatus.Nack;
                }

                chip.Read(read);
                Faults.Spoil(fault, read);
            }

            if (fault?.Kind == BusFaultKind.ClockStretching)
            {
                chip.Elapse(TimeOut);
                return null;
            }

            return BusLinkStatus.Ok;
        }
    }

    private TimeSpan BusTime(int bytes) => TimeSpan.FromSeconds((double)(1 + bytes) * BitsPerByte / clockHertz);
}
