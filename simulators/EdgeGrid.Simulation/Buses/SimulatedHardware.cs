using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Simulation.Buses;

/// <summary>
/// Boards in the same process, each under the bus names that a configuration uses for it: the drivers of an agent in
/// this process speak to the same chips as those of another process over the bus link.
/// </summary>
public sealed class SimulatedHardware : IHardware
{
    private readonly ConcurrentDictionary<string, SimulatedBoard> _boards = new(StringComparer.Ordinal);
    private int _inUse;

    public SimulatedHardware()
    {
    }

    /// <summary>One board under some names, say <c>i2c:1</c> and <c>gpio:0</c>.</summary>
    public SimulatedHardware(SimulatedBoard board, params IReadOnlyList<string> buses)
    {
        foreach (var bus in buses)
        {
            Plug(bus, board);
        }
    }

    /// <summary>How many of what was opened here have not been disposed.</summary>
    public int InUse => Volatile.Read(ref _inUse);

    /// <summary>Makes a board known under a bus name.</summary>
    public void Plug(string bus, SimulatedBoard board) => _boards[bus] = board;

    public bool IsSimulated(string bus) => true;

    public I2cDevice OpenI2c(string bus, int address) => new SimulatedI2cDevice(Board(bus).I2c, address, Lend());

    public SpiDevice OpenSpi(string bus, int clockHertz) => new SimulatedSpiDevice(Board(bus).Spi, chipSelect: 0, Lend());

    public GpioController OpenGpio(string chip) => new(new SimulatedGpioDriver(Board(chip).Gpio, Lend()));

    // What is disposed twice is given back once.
    private Action Lend()
    {
        Interlocked.Increment(ref _inUse);
        var isLent = 1;
        return () => Interlocked.Add(ref _inUse, -Interlocked.Exchange(ref isLent, 0));
    }

    private SimulatedBoard Board(string bus) =>
        _boards.TryGetValue(bus, out var board)
            ? board
            : throw new DeviceException(
                DeviceFault.NotResponding,
                $"There is no simulated bus '{bus}'; there {(_boards.IsEmpty ? "are none" : "is " + string.Join(", ", _boards.Keys.Order(StringComparer.Ordinal)))}.");
}
