using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Air;

public sealed class Bme280Conformance : BoardDriverConformance
{
    private readonly JumpingTime _time = new();

    public override DeviceKind Kind => Bme280.Kind;

    protected override TimeProvider Time => _time;

    protected override IReadOnlyList<double> Truths => [-40, -10, 0, 21, 25.08, 60, 85];

    protected override Quantity? TruthIsOf => Quantity.Temperature;

    // The simulated chip's formulas are the datasheet's in whole numbers: of 0.01 °C.
    protected override double Tolerance(double truth) => 0.011;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var chip = board.I2c.Attach(0x77, new SimulatedBme280(Time));
        return (DriverSettings.For(Kind, ("bus", bus), ("address", 0x77L)), "0x77", value => chip.Celsius = value);
    }

    // BMP280 datasheet (BST-BMP280-DS001), section 3.12: the calculation example, whose formulas are the BME280's.
    [Fact]
    public void Understand_TheDatasheetsExample_IsAsPrinted()
    {
        byte[] first = [.. new[] { 27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000, 75 << 8 }.SelectMany(word => new[] { (byte)word, (byte)(word >> 8) })];
        var told = new Bme280Coefficients(first, [0x72, 0x01, 0, 0x13, 0x29, 0x03, 0x1E]).Understand(519888, 415148, 30000);
        Assert.Equal(25.08, told[0].Value, 2);
        Assert.Equal(1006.5327, told[2].Value, 4);
    }

    [Theory]
    [InlineData(-20, 90, 950)]
    [InlineData(21, 45, 1013.25)]
    [InlineData(40, 12, 870)]
    public async Task Sample_OfAllThree_IsTheTruth(double celsius, double percent, double hectopascal)
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x76, new SimulatedBme280(_time) { Celsius = celsius, HumidityPercent = percent, Hectopascal = hectopascal });
        await using var device = await OpenAsync(board);
        var told = device.Sample();
        Assert.Equal(celsius, told[0].Value, 0.011);
        Assert.Equal(percent, told[1].Value, 0.1);
        Assert.Equal(hectopascal, told[2].Value, 0.05);
    }

    [Fact]
    public async Task Sample_OfAChipThatStartedAnew_IsNotRespondingUntilItIsOpenedAgain()
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x76, new SimulatedBme280(_time));
        await using var device = await OpenAsync(board);
        board.I2c.Attach(0x76, new SimulatedBme280(_time));
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
        await using var again = await OpenAsync(board);
        Assert.All(again.Sample(), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
    }

    // Section 5.4.6: while it measures by itself, its configuration is not written.
    [Fact]
    public async Task Sample_OfOneThatAnotherProgramLeftMeasuring_IsTheTruth()
    {
        var board = new SimulatedBoard();
        var chip = board.I2c.Attach(0x76, new SimulatedBme280(_time));
        chip.Write([0xF5, 0x10, 0xF4, 0x27]);
        await using var device = await OpenAsync(board);
        Assert.Equal(21, device.Sample()[0].Value, 0.011);
    }

    [Theory]
    [InlineData(0x58, "a BMP280's")]
    [InlineData(0x61, "a BME680's")]
    [InlineData(0x13, "0x13")]
    public async Task Open_OfAnotherChip_SaysWhoItIs(byte identity, string words)
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x76, new SimulatedBme280(_time, identity));
        Assert.Contains(words, (await Assert.ThrowsAsync<DeviceException>(() => OpenAsync(board))).Message, StringComparison.Ordinal);
    }

    private async Task<ISampledDevice> OpenAsync(SimulatedBoard board)
    {
        var device = (ISampledDevice)Kind.Create(DriverSettings.For(Kind, ("bus", "i2c:1")), new DeviceContext(new SimulatedHardware(board, "i2c:1"), _time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
