using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Simulation.Tests.Chips;

public sealed class SimulatedSensorTests
{
    // Rs = R0 · (ppm / 1012.7)^(1 / −2.786), V = 5 · RL / (RL + Rs), with R0 10 kΩ and RL 20 kΩ, worked out by hand.
    [Theory]
    [InlineData(0, 1.5625)]
    [InlineData(2.0254, 3.3333)]
    [InlineData(10, 3.9006)]
    [InlineData(25, 4.1567)]
    public void Mq4_AtAConcentration_GivesTheVoltageOfItsDivider(double percentLel, double volts) =>
        Assert.Equal(volts, new SimulatedMq4 { PercentLel = percentLel }.Volts, 0.001);

    // The same with 99.042 and −1.518, R0 and RL 10 kΩ.
    [Theory]
    [InlineData(0, 0.1754)]
    [InlineData(99.042, 2.5)]
    [InlineData(300, 3.3739)]
    public void Mq7_AtAConcentration_GivesTheVoltageOfItsDivider(double ppm, double volts) =>
        Assert.Equal(volts, new SimulatedMq7 { CarbonMonoxidePpm = ppm }.Volts, 0.001);

    // The same with 574.25 and −2.222, R0 10 kΩ and RL 5 kΩ; 1 %LEL of LPG is 180 ppm.
    [Theory]
    [InlineData(0, 0.2420)]
    [InlineData(3.1903, 1.6667)]
    [InlineData(25, 2.7904)]
    public void Mq2_AtAConcentration_GivesTheVoltageOfItsDivider(double percentLel, double volts) =>
        Assert.Equal(volts, new SimulatedMq2 { PercentLel = percentLel }.Volts, 0.001);

    // NAMUR NE 43: the signal ends at 3.8 and 20.5 mA.
    [Theory]
    [InlineData(-10, 3.8)]
    [InlineData(0, 4)]
    [InlineData(50, 12)]
    [InlineData(100, 20)]
    [InlineData(200, 20.5)]
    public void Transmitter_OfAValue_GivesItsCurrent(double value, double milliamperes) =>
        Assert.Equal(milliamperes * 0.15, new SimulatedTransmitter { Value = value }.Volts, 1e-9);

    [Fact]
    public void Mq_WithABrokenWireOrLayer_IsAtOneEnd()
    {
        Assert.Equal(0, new SimulatedMq4 { Unplugged = true }.Volts);
        Assert.Equal(5, new SimulatedMq4 { Shorted = true }.Volts);
    }

    [Theory]
    [InlineData(0, 0.6)]
    [InlineData(0.15, 0.75)]
    [InlineData(10, 3.3)]
    public void SmokeChamber_InSmoke_GivesMoreVolts(double decibelsPerMetre, double volts) =>
        Assert.Equal(volts, new SimulatedSmokeSensor { DecibelsPerMetre = decibelsPerMetre }.Volts, 1e-9);

    [Theory]
    [InlineData(0.05, 1.14)]
    [InlineData(0.15, 3.39)]
    [InlineData(0.3, 6.67)]
    [InlineData(0.5, 10.87)]
    public void SmokeBeam_InSmoke_LosesItsShareOfLight(double decibelsPerMetre, double percentPerMetre) =>
        Assert.Equal(3 * (1 - percentPerMetre / 100), new SimulatedSmokeBeam { DecibelsPerMetre = decibelsPerMetre }.Volts, 0.0005);

    [Fact]
    public void Lm75_AtPowerOn_HasAnEightBitConfiguration()
    {
        var chip = new SimulatedLm75();
        chip.Write([1, 0x43, 0x83]);
        var bytes = new byte[2];
        chip.Read(bytes);
        Assert.Equal(new byte[] { 0x03, 0x03 }, bytes);
        chip.Write([0]);
        chip.Read(bytes);
        Assert.Equal(new byte[] { 0x15, 0x00 }, bytes);
    }
}
