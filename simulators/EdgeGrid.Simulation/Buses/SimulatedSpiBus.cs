using System.Collections.Concurrent;
using EdgeGrid.Devices.Buses.BusLink;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Simulation.Buses;

/// <summary>
/// An SPI bus with a chip at each chip select. Nothing is acknowledged on it: where nobody drives MISO, a pull-up makes ones of
/// all that is read, and a line that is held low makes zeros.
/// </summary>
/// <param name="seed">Of the bits that flip.</param>
public sealed class SimulatedSpiBus(int seed)
{
    private readonly ConcurrentDictionary<int, SimulatedSpiChip> _chips = [];
    private readonly Lock _gate = new();

    public BusFaults Faults { get; } = new(seed);

    /// <summary>Puts a chip at a chip select, in place of what was there.</summary>
    /// <returns>The chip.</returns>
    public TChip Attach<TChip>(int chipSelect, TChip chip)
        where TChip : SimulatedSpiChip
    {
        _chips[chipSelect] = chip;
        return chip;
    }

    /// <summary>Takes the chip away.</summary>
    public void Detach(int chipSelect) => _chips.TryRemove(chipSelect, out _);

    /// <summary>A full-duplex transfer.</summary>
    /// <returns>What became of it; null when it never ends.</returns>
    internal BusLinkStatus? Transfer(int chipSelect, ReadOnlySpan<byte> written, Span<byte> answer)
    {
        lock (_gate)
        {
            var fault = Faults.Strike(chipSelect, reads: true);
            switch (fault?.Kind)
            {
                case BusFaultKind.Silence or BusFaultKind.ClockStretching:
                    return null;
                case BusFaultKind.Stuck:
                    answer.Clear();
                    return BusLinkStatus.Ok;
            }

            if (fault?.Kind != BusFaultKind.Nack && _chips.TryGetValue(chipSelect, out var chip))
            {
                chip.Transfer(written, answer);
                Faults.Spoil(fault, answer);
            }
            else
            {
                answer.Fill(0xFF);
            }

            return BusLinkStatus.Ok;
        }
    }
}
