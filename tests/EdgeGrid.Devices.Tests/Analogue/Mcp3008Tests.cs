using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Analogue;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Analogue;

public sealed class Mcp3008Tests
{
    private readonly SimulatedBoard _board = new();

    // DS21295, figures 5-2 and 6-1: start, single-ended, D2 D1 D0; floating until the null bit; B9 … B0, B1 … B9, zeros.
    // 0x2AB is 10 1010 1011, and backwards from B1 1 0101 0101.
    [Theory]
    [InlineData(0, "0180000000", "FFFA000080", 512)]
    [InlineData(5, "01D0000000", "FFFAABAA80", 0x2AB)]
    [InlineData(7, "01F0000000", "FFF8010000", 1)]
    [InlineData(3, "01B0000000", "00020100FF", 0, DeviceFault.BadChecksum)]
    public void Read_OfOneInput_SpeaksAsTheDatasheetSays(int channel, string written, string answer, int code, DeviceFault fault = DeviceFault.None)
    {
        var device = new ScriptedSpiDevice(written, Convert.FromHexString(answer));
        using var converter = Mcp3008.Open(new OneSpiDevice(device), "spi:0.0");
        var reading = converter.Read(channel, 1.024);
        Assert.Equal(fault, reading.Fault);
        Assert.Equal(code / 1000.0, reading.Volts, 1e-9);
    }

    [Fact]
    public void Read_WithAnyOneBitFlipped_IsAFaultOrTheNeighbour()
    {
        _board.Spi.Attach(0, new SimulatedMcp3008 { ReferenceVolts = 1.024 }).Connect(2, () => 0.6835);
        using var converter = Mcp3008.Open(new SimulatedHardware(_board, "spi:0.0"), "spi:0.0");
        for (var i = 0; i < 400; i++)
        {
            _board.Spi.Faults.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1));
            var reading = converter.Read(2, 1.024);
            Assert.True(reading.Fault == DeviceFault.BadChecksum || Math.Abs(reading.Volts - 0.683) < 0.0011, $"{reading}");
        }
    }

    [Fact]
    public void Read_OfAnInputAtGround_IsZeroOnlyWhileAnotherIsNot()
    {
        var other = 1.0;
        _board.Spi.Attach(0, new SimulatedMcp3008()).Connect(6, () => other);
        using var converter = Mcp3008.Open(new SimulatedHardware(_board, "spi:0.0"), "spi:0.0");
        Assert.Equal(new AnalogueReading(0), converter.Read(1, 3.3));
        other = 0;
        Assert.Equal(DeviceFault.NotResponding, converter.Read(1, 3.3).Fault);
    }

    [Fact]
    public void Read_AtItsReference_IsSaturated()
    {
        _board.Spi.Attach(0, new SimulatedMcp3008()).Connect(0, () => 3.4);
        using var converter = Mcp3008.Open(new SimulatedHardware(_board, "spi:0.0"), "spi:0.0");
        Assert.Equal(DeviceFault.Saturated, converter.Read(0, 3.3).Fault);
    }

    // A cold layer conducts well, and a level takes a saturated sensor for gas.
    [Fact]
    public async Task Sample_AtItsReferenceDuringWarmUp_IsWarmingUp()
    {
        var time = new FakeTimeProvider();
        _board.Spi.Attach(0, new SimulatedMcp3008()).Connect(0, () => 4.5);
        await using var device = (ISampledDevice)Mq4.Kind.Create(
            DriverSettings.For(Mq4.Kind, ("converter", "mcp3008"), ("bus", "spi:0.0"), ("channel", 0L)), new DeviceContext(new SimulatedHardware(_board, "spi:0.0"), time));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DeviceFault.WarmingUp, device.Sample()[0].Fault);
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(DeviceFault.Saturated, device.Sample()[0].Fault);
    }

    [Theory]
    [InlineData("ads1115", "i2c:1", 3, null)]
    [InlineData("ads1115", "i2c:1", 4, "channel")]
    [InlineData("ads1115", "spi:0.0", 0, "bus")]
    [InlineData("mcp3008", "spi:0.0", 7, null)]
    [InlineData("mcp3008", "i2c:1", 0, "bus")]
    [InlineData("mcp3008", "sim:/run/board.sock", 0, null)]
    public void Input_ThatTheConverterHasNot_IsObjectedTo(string converter, string bus, int channel, string? option) =>
        Assert.Equal(option, DriverSettings.Misfit(Mq4.Kind, ("converter", converter), ("bus", bus), ("channel", (long)channel))?.Option);

    [Theory]
    [InlineData("spi:0")]
    [InlineData("spi:0.x")]
    [InlineData("i2c:1")]
    public void OpenSpi_OfNoSuchBus_SaysHowOneIsWritten(string bus) =>
        Assert.Contains("spi:0.1", Assert.Throws<DeviceException>(() => new BoardHardware().OpenSpi(bus, 1000)).Message, StringComparison.Ordinal);

    [Fact]
    public void OpenSpi_OfABusThatIsNotThere_SaysHowToEnableIt() =>
        Assert.Contains("raspi-config", Assert.Throws<DeviceException>(() => new BoardHardware().OpenSpi("spi:7.3", 1000)).Message, StringComparison.Ordinal);

    private sealed class ScriptedSpiDevice(string written, byte[] answer) : SpiDevice
    {
        private int _transfers;

        public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

        public override void Read(Span<byte> buffer) => throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            // The first ones find out who is there.
            if (_transfers++ < Mcp3008.Channels + 1)
            {
                Convert.FromHexString("FFFA000080").CopyTo(readBuffer);
                return;
            }

            Assert.Equal(written, Convert.ToHexString(writeBuffer));
            answer.CopyTo(readBuffer);
        }
    }

    private sealed class OneSpiDevice(SpiDevice device) : IHardware
    {
        public bool IsSimulated(string bus) => true;

        public I2cDevice OpenI2c(string bus, int address) => throw new NotSupportedException();

        public SpiDevice OpenSpi(string bus, int clockHertz) => device;

        public GpioController OpenGpio(string chip) => throw new NotSupportedException();
    }
}

/// <summary>What holds on an ADS1115 holds on an MCP3008.</summary>
public class Mq4OnMcp3008Conformance : BoardDriverConformance
{
    public override DeviceKind Kind => Mq4.Kind;

    protected override IReadOnlyList<double> Truths => [1, 5, 10, 25, 50];

    // One step of the converter is 4.9 mV, and the curve is steep.
    protected override double Tolerance(double truth) => 0.02 + 0.03 * truth;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var sensor = new SimulatedMq4();
        board.Spi.Attach(0, new SimulatedMcp3008 { ReferenceVolts = 5 }).Connect(7, () => sensor.Volts);
        return (
            DriverSettings.For(Kind, ("converter", "mcp3008"), ("bus", bus), ("channel", 7L), ("referenceVolts", 5.0), ("warmUp", TimeSpan.Zero)),
            bus,
            value => sensor.PercentLel = value);
    }
}

public sealed class Mq4OnMcp3008OverBusLinkConformance : Mq4OnMcp3008Conformance
{
    protected override bool OverBusLink => true;
}
