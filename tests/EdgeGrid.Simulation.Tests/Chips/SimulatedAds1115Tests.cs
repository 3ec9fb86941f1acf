using EdgeGrid.Simulation.Chips;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Simulation.Tests.Chips;

/// <summary>The simulated chip against the words of its datasheet (SBAS444E).</summary>
public sealed class SimulatedAds1115Tests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedAds1115 _chip;

    public SimulatedAds1115Tests() => _chip = new SimulatedAds1115(_time);

    [Theory]
    [InlineData("00", "0000")]
    [InlineData("01", "8583")]
    [InlineData("02", "8000")]
    [InlineData("03", "7FFF")]
    public void Registers_AtPowerOn_HaveTheirResetValues(string pointer, string value) => Assert.Equal(value, Ask(pointer));

    // Table 7-3 (ideal output codes), at the default range of ±2.048 V.
    [Theory]
    [InlineData(2.048, "7FFF")]
    [InlineData(2.5, "7FFF")]
    [InlineData(2.048 * 32767 / 32768, "7FFF")]
    [InlineData(2.048 / 32768, "0001")]
    [InlineData(0, "0000")]
    [InlineData(-2.048 / 32768, "FFFF")]
    public void Conversion_OfAVoltage_IsItsCode(double volts, string code)
    {
        _chip.Connect(0, () => volts);
        Assert.Equal(code, Convert("C583"));
    }

    // One volt at each gain: code = 1 V · 32768 / full scale, clipped.
    [Theory]
    [InlineData("C183", 5333)]
    [InlineData("C383", 8000)]
    [InlineData("C583", 16000)]
    [InlineData("C783", 32000)]
    [InlineData("C983", 32767)]
    [InlineData("CB83", 32767)]
    [InlineData("CD83", 32767)]
    [InlineData("CF83", 32767)]
    public void Conversion_AtEachGain_HasItsScale(string configuration, int code)
    {
        _chip.Connect(0, () => 1);
        Assert.Equal(code.ToString("X4"), Convert(configuration));
    }

    [Theory]
    [InlineData("8183", 1.0 - 2.0)]
    [InlineData("9183", 1.0 - 4.0)]
    [InlineData("A183", 2.0 - 4.0)]
    [InlineData("B183", 3.0 - 4.0)]
    [InlineData("C183", 1.0)]
    [InlineData("D183", 2.0)]
    [InlineData("E183", 3.0)]
    [InlineData("F183", 4.0)]
    public void Conversion_AtEachMultiplexerSetting_IsOfItsInputs(string configuration, double volts)
    {
        for (var channel = 0; channel < 4; channel++)
        {
            var input = channel + 1.0;
            _chip.Connect(channel, () => input);
        }

        Assert.Equal(((short)Math.Round(volts / 6.144 * 32768)).ToString("X4"), Convert(configuration));
    }

    [Theory]
    [InlineData("C503", 8)]
    [InlineData("C523", 16)]
    [InlineData("C543", 32)]
    [InlineData("C563", 64)]
    [InlineData("C583", 128)]
    [InlineData("C5A3", 250)]
    [InlineData("C5C3", 475)]
    [InlineData("C5E3", 860)]
    public void OperationalStatus_DuringAConversion_IsZeroForOnePeriod(string configuration, int rate)
    {
        Write("01" + configuration);
        var busy = (System.Convert.ToInt32(configuration, 16) & 0x7FFF).ToString("X4");
        Assert.Equal(busy, Ask("01"));
        _time.Advance(TimeSpan.FromSeconds(0.99 / rate));
        Assert.Equal(busy, Ask("01"));
        _time.Advance(TimeSpan.FromSeconds(0.03 / rate) + TimeSpan.FromMicroseconds(25));
        Assert.Equal(configuration, Ask("01"));
    }

    [Fact]
    public void Conversion_OnABusThatIsPolled_EndsByBusTimeAlone()
    {
        Write("01C5E3");
        for (var polls = 1; polls <= 3; polls++)
        {
            Assert.Equal("45E3", Ask("01"));
            _chip.Elapse(TimeSpan.FromMicroseconds(450));
        }

        Assert.Equal("C5E3", Ask("01"));
    }

    [Fact]
    public void OperationalStatus_WrittenAsZero_StartsNothing()
    {
        _chip.Connect(0, () => 1);
        Write("014583");
        Assert.Equal("C583", Ask("01"));
        _time.Advance(Long);
        Assert.Equal("0000", Ask("00"));
    }

    [Fact]
    public void ContinuousMode_Always_FollowsTheInput()
    {
        var volts = 1.0;
        _chip.Connect(0, () => volts);
        Write("014483");
        _time.Advance(Long);
        Assert.Equal("3E80", Ask("00"));
        volts = 0.5;
        _time.Advance(Long);
        Assert.Equal("1F40", Ask("00"));
    }

    [Fact]
    public void ConversionRegister_Written_StaysAsItIs()
    {
        Write("001234");
        Assert.Equal("0000", Ask("00"));
    }

    [Fact]
    public void Input_BeyondTheSupply_IsClamped()
    {
        var chip = new SimulatedAds1115(_time) { SupplyVolts = 3.3 };
        chip.Connect(0, () => 5);
        Assert.Equal(((short)Math.Round(3.6 / 6.144 * 32768)).ToString("X4"), Convert("C183", chip));
    }

    private string Convert(string configuration, SimulatedAds1115? chip = null)
    {
        chip ??= _chip;
        chip.Write(System.Convert.FromHexString("01" + configuration));
        _time.Advance(Long);
        chip.Read(new byte[2]);
        chip.Write([0]);
        var bytes = new byte[2];
        chip.Read(bytes);
        return System.Convert.ToHexString(bytes);
    }

    private void Write(string bytes) => _chip.Write(System.Convert.FromHexString(bytes));

    private string Ask(string pointer)
    {
        Write(pointer);
        var bytes = new byte[2];
        _chip.Read(bytes);
        return System.Convert.ToHexString(bytes);
    }
}
