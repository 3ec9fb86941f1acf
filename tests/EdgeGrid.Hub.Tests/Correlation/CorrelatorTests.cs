using EdgeGrid.Contracts;
using EdgeGrid.Hub.Correlation;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Correlation;

public sealed class CorrelatorTests
{
    private static readonly CorrelationOptions Options = new();

    [Theory]
    [InlineData(AlertKind.Gas, AlertKind.Smoke, true)]
    [InlineData(AlertKind.Smoke, AlertKind.CarbonMonoxide, true)]
    [InlineData(AlertKind.Intrusion, AlertKind.Intrusion, true)]
    [InlineData(AlertKind.Gas, AlertKind.Intrusion, false)]
    [InlineData(AlertKind.Gas, AlertKind.SensorSilent, false)]
    [InlineData(AlertKind.Sos, AlertKind.Sos, true)]
    [InlineData(AlertKind.GridExit, AlertKind.Sos, false)]
    [InlineData(AlertKind.SensorSilent, AlertKind.SensorSilent, true)]
    [InlineData(AlertKind.SensorSilent, AlertKind.DeviceFault, false)]
    public void Kinds_AtOnePlaceOfOneDevice_JoinWhenTheyAreOneIncident(AlertKind first, AlertKind second, bool joins) =>
        Assert.Equal(joins, Correlator.Joins(Some.Reported(kind: second), Some.CaseOf(Some.Reported(kind: first)), Options));

    [Theory]
    [InlineData(34.24440, true)]
    [InlineData(34.24446, false)]
    public void Hazards_OfTwoGateways_JoinWithinFiftyMetres(double latitude, bool joins)
    {
        var other = Some.Reported(kind: AlertKind.Smoke) with { Gateway = "gw-2", Place = "across the yard", Position = new Position(latitude, 117.1940) };

        Assert.Equal(joins, Correlator.Joins(other, Some.CaseOf(Some.Reported()), Options));
    }

    [Fact]
    public void Hazards_InAnotherRoomOfOneGatewayWithoutPositions_Join()
    {
        var other = Some.Reported(kind: AlertKind.Smoke) with { Place = "Heping Road 18, stairwell", Device = "stairwell-smoke", Position = null };

        Assert.True(Correlator.Joins(other, Some.CaseOf(Some.Reported()), Options));
    }

    [Fact]
    public void Hazards_WithTheSameWordsInAnotherCell_DoNotJoin()
    {
        var other = Some.Reported() with { Gateway = "gw-2", Grid = "320303001001002", Position = null };

        Assert.False(Correlator.Joins(other, Some.CaseOf(Some.Reported() with { Grid = "320303001001001" }), Options));
    }

    [Theory]
    [InlineData(AlertKind.Sos)]
    [InlineData(AlertKind.GridExit)]
    public void Workers_SideBySide_NeverShareACase(AlertKind kind)
    {
        var other = Some.Reported(kind: kind) with { Gateway = "worker-2" };

        Assert.False(Correlator.Joins(other, Some.CaseOf(Some.Reported(kind: kind)), Options));
    }

    [Fact]
    public void SilentSensors_OfOneGateway_EachHaveACase()
    {
        var other = Some.Reported(kind: AlertKind.SensorSilent) with { Device = "boiler-co" };

        Assert.False(Correlator.Joins(other, Some.CaseOf(Some.Reported(kind: AlertKind.SensorSilent)), Options));
    }
}
