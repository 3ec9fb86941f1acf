namespace EdgeGrid.Simulation.Buses;

/// <summary>The buses of one simulated gateway: an I2C bus and a GPIO chip. Chips and pins are put on it.</summary>
public sealed class SimulatedBoard
{
    public SimulatedI2cBus I2c { get; } = new();

    public SimulatedGpioChip Gpio { get; } = new();
}
