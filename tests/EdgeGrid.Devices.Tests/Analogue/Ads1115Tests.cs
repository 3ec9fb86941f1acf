using CsCheck;
using EdgeGrid.Devices.Analogue;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Devices.Tests.Analogue;

public sealed class Ads1115Tests
{
    // What Open asks: two settings that do not start a conversion; both must read back, with OS set.
    private static readonly (string, string)[] Probe =
    [
        ("01", "8583"), ("014383", ""), ("01", "C383"), ("01", "C383"),
        ("0171E3", ""), ("01", "F1E3"), ("01", "F1E3"),
    ];

    [Fact]
    public void Read_OfOneInput_SpeaksAsTheDatasheetSays()
    {
        // AIN1, ±4.096 V, single shot, 128 SPS, comparator off: OS 1, MUX 101, PGA 001, MODE 1, DR 100, COMP_QUE 11.
        var device = new ScriptedI2cDevice(
        [
            .. Probe,
            ("01D383", ""),
            ("01", "5383"), ("01", "5383"), ("01", "D383"), ("01", "D383"),
            ("00", "2000"), ("00", "2000"), ("01", "D383"),
        ]);
        using var converter = Ads1115.Open(new OneI2cDevice(device), TimeProvider.System, "i2c:1", 0x48);
        var reading = converter.Read(1, Ads1115Range.For(4.0), Ads1115Rate.For(128));
        Assert.Equal(new AnalogueReading(1.024), reading);
        Assert.True(device.IsAtItsEnd);
    }

    [Theory]
    [InlineData("0001", 0.0001875, DeviceFault.None)]
    [InlineData("4000", 3.072, DeviceFault.None)]
    [InlineData("7FFE", 6.143625, DeviceFault.None)]
    [InlineData("FFFF", -0.0001875, DeviceFault.None)]
    [InlineData("7FFF", 0, DeviceFault.Saturated)]
    [InlineData("8000", 0, DeviceFault.OutOfRange)]
    public void Read_OfACode_IsItsVoltageOrAFault(string code, double volts, DeviceFault fault)
    {
        var device = new ScriptedI2cDevice([.. Probe, ("01C1E3", ""), ("01", "C1E3"), ("01", "C1E3"), ("00", code), ("00", code), ("01", "C1E3")]);
        using var converter = Ads1115.Open(new OneI2cDevice(device), TimeProvider.System, "i2c:1", 0x48);
        var reading = converter.Read(0, Ads1115Range.For(6.144), Ads1115Rate.For(860));
        Assert.Equal(fault, reading.Fault);
        Assert.Equal(volts, reading.Volts, 1e-9);
    }

    [Fact]
    public void Read_WhenAnotherMasterReconfigures_IsAFault()
    {
        var device = new ScriptedI2cDevice([.. Probe, ("01C1E3", ""), ("01", "D1E3")]);
        using var converter = Ads1115.Open(new OneI2cDevice(device), TimeProvider.System, "i2c:1", 0x48);
        Assert.Equal(DeviceFault.BadChecksum, converter.Read(0, Ads1115Range.For(6.144), Ads1115Rate.For(860)).Fault);
    }

    // A technician's command beside the agent: the lock is each process's own.
    [Fact]
    public void Read_WhenAnotherMasterReconfiguresWhileItFetches_IsAFault()
    {
        var device = new ScriptedI2cDevice([.. Probe, ("01C1E3", ""), ("01", "C1E3"), ("01", "C1E3"), ("00", "4000"), ("00", "4000"), ("01", "51E3")]);
        using var converter = Ads1115.Open(new OneI2cDevice(device), TimeProvider.System, "i2c:1", 0x48);
        Assert.Equal(DeviceFault.BadChecksum, converter.Read(0, Ads1115Range.For(6.144), Ads1115Rate.For(860)).Fault);
    }

    [Theory]
    [InlineData(0.2, 0.256)]
    [InlineData(0.256, 0.256)]
    [InlineData(0.3, 0.512)]
    [InlineData(3.3, 4.096)]
    [InlineData(5, 6.144)]
    [InlineData(9, 6.144)]
    public void Range_ForAVoltage_IsTheFinestThatHoldsIt(double volts, double fullScale) =>
        Assert.Equal(fullScale, Ads1115Range.For(volts).FullScaleVolts);

    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 250)]
    [InlineData(475, 475)]
    [InlineData(860, 860)]
    public void Rate_ForAWish_IsTheNextFaster(int wish, int rate) => Assert.Equal(rate, Ads1115Rate.For(wish).SamplesPerSecond);

    [Fact]
    public void Open_AtAnLm75_SaysThatItIsNoAds1115()
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x48, new SimulatedLm75());
        var exception = Assert.Throws<DeviceException>(() => Ads1115.Open(new SimulatedHardware(board, "i2c:1"), TimeProvider.System, "i2c:1", 0x48));
        Assert.Equal(DeviceFault.OutOfRange, exception.Fault);
        Assert.StartsWith("Something answers at 0x48 on i2c:1, but it is no ADS1115", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhereNobodyAnswers_SaysWhatToCheck()
    {
        var exception = Assert.Throws<DeviceException>(() => Ads1115.Open(new SimulatedHardware(new SimulatedBoard(), "i2c:1"), TimeProvider.System, "i2c:1", 0x4B));
        Assert.Equal(DeviceFault.NotResponding, exception.Fault);
        Assert.StartsWith("Nobody answers at 0x4B on i2c:1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ADDR", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OnABusThatIsNotThere_NamesTheBusesThatAre()
    {
        var exception = Assert.Throws<DeviceException>(() => Ads1115.Open(new SimulatedHardware(new SimulatedBoard(), "i2c:1"), TimeProvider.System, "i2c:7", 0x48));
        Assert.Contains("i2c:7", exception.Message, StringComparison.Ordinal);
        Assert.Contains("i2c:1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithOneFlippedBitAnywhere_IsNeverAWrongVoltage()
    {
        // On a fast bus there are many polls during one conversion, and time to fetch the old result twice.
        Gen.Select(Gen.Double[0, 5], Gen.Int[0, 20], Gen.Int).Sample(
            (volts, after, seed) =>
            {
                var board = new SimulatedBoard(seed, i2cHertz: 400_000);
                var chip = board.I2c.Attach(0x48, new SimulatedAds1115());
                chip.Connect(0, () => 5 - volts);
                chip.Connect(1, () => volts);
                using var converter = Ads1115.Open(new SimulatedHardware(board, "i2c:1"), TimeProvider.System, "i2c:1", 0x48);
                converter.Read(0, Ads1115Range.For(6.144), Ads1115Rate.For(860));
                board.I2c.Faults.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1, After: after));
                var reading = converter.Read(1, Ads1115Range.For(6.144), Ads1115Rate.For(860));
                return reading.Fault != DeviceFault.None || Math.Abs(reading.Volts - volts) < 0.001;
            },
            iter: 5000);
    }

    [Fact]
    public async Task Read_ByTwoSensorsAtOnce_GivesEachItsOwnInput()
    {
        var board = new SimulatedBoard();
        var chip = board.I2c.Attach(0x48, new SimulatedAds1115());
        chip.Connect(0, () => 1);
        chip.Connect(1, () => 4);
        var hardware = new SimulatedHardware(board, "i2c:1");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sensor => Task.Run(
            () =>
            {
                using var converter = Ads1115.Open(hardware, TimeProvider.System, "i2c:1", 0x48);
                for (var i = 0; i < 300; i++)
                {
                    var reading = converter.Read(sensor % 2, Ads1115Range.For(6.144), Ads1115Rate.For(860));
                    Assert.Equal(DeviceFault.None, reading.Fault);
                    Assert.Equal(sensor % 2 == 0 ? 1 : 4, reading.Volts, 0.001);
                }
            },
            TestContext.Current.CancellationToken)));
    }
}
