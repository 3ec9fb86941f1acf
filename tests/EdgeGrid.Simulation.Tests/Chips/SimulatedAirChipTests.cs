using EdgeGrid.Simulation.Chips;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Simulation.Tests.Chips;

public sealed class SimulatedAirChipTests
{
    private readonly FakeTimeProvider _time = new();

    // BMP280 datasheet (BST-BMP280-DS001), section 3.12: 519888 is 25.08 °C, and 415148 then 100653.27 Pa.
    [Fact]
    public void Bme280_TheDatasheetsExample_IsAsPrinted()
    {
        var (hundredths, fine) = SimulatedBme280.Temperature(519888);
        Assert.Equal((2508, 128422), (hundredths, fine));
        Assert.Equal(100653.27, SimulatedBme280.Pressure(415148, fine) / 256.0, 0.2);
    }

    [Fact]
    public void Bme280_AskedToMeasure_IsBusyAndThenAsleep()
    {
        var chip = new SimulatedBme280(_time);
        chip.Write([0xF2, 1, 0xF4, 0x25]);
        Assert.Equal((0x08, 0x25), (Register(chip, 0xF3), Register(chip, 0xF4)));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal((0x24, 0x00), (Register(chip, 0xF4), Register(chip, 0xF3)));
    }

    [Fact]
    public void Sgp30_WhileItIsBusy_AcknowledgesNothing()
    {
        var chip = new SimulatedSgp30(_time) { OrganicsPpb = 300 };
        chip.Write([0x20, 0x03]);
        Assert.False(chip.Acknowledges(reads: false));
        _time.Advance(TimeSpan.FromSeconds(16));
        chip.Write([0x20, 0x08]);
        Assert.False(chip.Acknowledges(reads: true));
        Assert.False(chip.Acknowledges(reads: false));
        _time.Advance(TimeSpan.FromMilliseconds(12));
        Assert.Equal("01904C012C", Answer(chip));
    }

    // So real ones do; the datasheet only says that they must be initialised.
    [Fact]
    public void Sgp30_NotInitialised_TellsCleanAirAndHasNoBaseline()
    {
        var chip = new SimulatedSgp30(_time) { OrganicsPpb = 300 };
        chip.Write([0x20, 0x08]);
        _time.Advance(TimeSpan.FromMilliseconds(12));
        Assert.Equal("01904C0000", Answer(chip));
        chip.Write([0x20, 0x15]);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal("0000810000", Answer(chip));
    }

    [Fact]
    public void Sgp30_ToldWithAWrongChecksum_DoesNotListen()
    {
        var chip = new SimulatedSgp30(_time);
        chip.Write([0x20, 0x03]);
        chip.Write([0x20, 0x1E, 0x11, 0x11, 0x00, 0x22, 0x22, 0x00]);
        Assert.Equal((0x8A12, 0x8B34), chip.Baseline);
    }

    // DS21295, table 5-2: CH1 against CH0 when SGL/DIFF is 0 and D0 is 1.
    [Fact]
    public void Mcp3008_AskedForAPair_TellsTheDifference()
    {
        var chip = new SimulatedMcp3008 { ReferenceVolts = 1.024 };
        chip.Connect(0, () => 0.2);
        chip.Connect(1, () => 0.7005);
        var answer = new byte[3];
        chip.Transfer([0x01, 0x10, 0x00], answer);
        Assert.Equal(500, ((answer[1] & 0b11) << 8) | answer[2]);
        chip.Transfer([0x01, 0x00, 0x00], answer);
        Assert.Equal(0, ((answer[1] & 0b11) << 8) | answer[2]);
    }

    private static string Answer(SimulatedI2cChip chip)
    {
        Assert.True(chip.Acknowledges(reads: true));
        var answer = new byte[5];
        chip.Read(answer);
        return Convert.ToHexString(answer);
    }

    private static int Register(SimulatedI2cChip chip, byte register)
    {
        var answer = new byte[1];
        chip.Write([register]);
        chip.Read(answer);
        return answer[0];
    }
}
