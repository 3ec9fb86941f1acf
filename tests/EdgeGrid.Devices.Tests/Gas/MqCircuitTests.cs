using EdgeGrid.Devices.Gas;

namespace EdgeGrid.Devices.Tests.Gas;

public sealed class MqCircuitTests
{
    private static readonly MqCurve Methane = new(1012.7, -2.786, 4.4);
    private static readonly MqCurve CarbonMonoxide = new(99.042, -1.518, 27.5);

    // Read from the line that the datasheets' points fit: ppm = a · (Rs / R0)^b, worked out by hand with logarithms.
    [Theory]
    [InlineData(1.0, 1012.7)]
    [InlineData(0.5637, 5001)]
    [InlineData(0.4057, 12509)]
    [InlineData(4.4, 16.32)]
    public void Methane_AtARatio_IsTheDatasheetsLine(double ratio, double ppm) =>
        Assert.Equal(ppm, Methane.Ppm(ratio), ppm * 0.003);

    [Theory]
    [InlineData(1.0, 99.042)]
    [InlineData(0.4818, 300.2)]
    [InlineData(1.5686, 50.0)]
    [InlineData(27.5, 0.647)]
    public void CarbonMonoxide_AtARatio_IsTheDatasheetsLine(double ratio, double ppm) =>
        Assert.Equal(ppm, CarbonMonoxide.Ppm(ratio), ppm * 0.003);

    [Fact]
    public void Concentration_AtHalfTheSupply_IsThatOfRsEqualToTheLoad()
    {
        // 2.5 V of 5 V: Rs = RL = 20 kΩ, twice R0, so 1012.7 · 2^−2.786 = 146.8 ppm.
        var (ppm, fault) = new MqCircuit(Methane, 5, 20_000, 10_000).Concentration(2.5);
        Assert.Equal(DeviceFault.None, fault);
        Assert.Equal(146.8, ppm, 0.1);
    }

    [Theory]
    [InlineData(0, DeviceFault.OpenCircuit)]
    [InlineData(-0.01, DeviceFault.OpenCircuit)]
    [InlineData(0.21, DeviceFault.OpenCircuit)]
    [InlineData(0.23, DeviceFault.None)]
    [InlineData(4.89, DeviceFault.None)]
    [InlineData(4.91, DeviceFault.Saturated)]
    [InlineData(5.2, DeviceFault.Saturated)]
    public void Concentration_AtTheEndsOfTheDivider_IsAFault(double volts, DeviceFault fault) =>
        Assert.Equal(fault, new MqCircuit(Methane, 5, 20_000, 10_000).Concentration(volts).Fault);
}
