namespace EdgeGrid.Simulation.Buses;

/// <summary>The buses of one simulated gateway: an I2C bus, an SPI bus and a GPIO chip. Chips and pins are put on it.</summary>
/// <param name="seed">Of what happens by chance: which bits flip.</param>
/// <param name="i2cHertz">Clock of the I2C bus: standard mode, as a Raspberry Pi's is unless told otherwise.</param>
public sealed class SimulatedBoard(int seed = 1, int i2cHertz = 100_000)
{
    public SimulatedI2cBus I2c { get; } = new(seed, i2cHertz);

    public SimulatedSpiBus Spi { get; } = new(seed);

    public SimulatedGpioChip Gpio { get; } = new();
}
