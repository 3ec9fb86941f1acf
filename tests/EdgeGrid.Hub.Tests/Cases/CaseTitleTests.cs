using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseTitleTests
{
    private const string Place = "Heping Road 18 · unit 2";

    [Fact]
    public void Title_OfAnyKinds_IsReadBackIntoChinese()
    {
        foreach (var kind in Enum.GetValues<AlertKind>())
        {
            var title = CaseTitle.With(CaseTitle.Of([kind], Place), AlertKind.Smoke);

            var read = CaseTitle.Read(title, Place, kind);

            Assert.Equal(title, read.En);
            Assert.Matches(@"^\p{IsCJKUnifiedIdeographs}+(、烟雾)? · Heping Road 18 · unit 2$", read.Zh);
        }

        Assert.Equal("可燃气体、烟雾 · Heping Road 18 · unit 2", CaseTitle.Read("Combustible gas, smoke · Heping Road 18 · unit 2", Place, AlertKind.Gas).Zh);
    }

    [Theory]
    [InlineData("The door is broken · Heping Road 18 · unit 2", AlertKind.Smoke)]
    [InlineData("The door is broken, smoke · Heping Road 18 · unit 2", AlertKind.Smoke)]
    [InlineData("Smoke · Heping Road 18 · unit 2", null)]
    [InlineData("Smoke", AlertKind.Smoke)]
    public void Title_InPeoplesOwnWords_StaysAsTheyWroteIt(string title, AlertKind? kind) => Assert.Equal(title, CaseTitle.Read(title, Place, kind).Zh);

    [Fact]
    public void Title_OfAStorm_SaysHowManyGatewaysThereWere()
    {
        var now = CaseTitle.StormPlace(12).En;
        var before = CaseTitle.StormPlace(0).En;

        Assert.Equal("传感器失联 · 至少12个网关同时", CaseTitle.Read(CaseTitle.Of([AlertKind.SensorSilent], now), now, AlertKind.SensorSilent).Zh);
        Assert.Equal("传感器失联 · 多个网关同时", CaseTitle.Read(CaseTitle.Of([AlertKind.SensorSilent], before), before, AlertKind.SensorSilent).Zh);
        Assert.Equal(("至少12个网关同时", "at least a dozen gateways at once"), (CaseTitle.Place(now).Zh, CaseTitle.Place("at least a dozen gateways at once").Zh));
    }

    [Fact]
    public void Words_OfASensorsCase_AreThoseOfBothLanguages()
    {
        var alert = Play.Apply(null, new ReportAlert(Some.Reported()));
        var people = Play.Apply(null, new ReportProblem(Play.Problem()));

        Assert.Superset(new HashSet<string> { "combustible", "gas", "可燃", "燃气", "气体" }, CaseRows.WordsOf(alert).ToHashSet());
        Assert.DoesNotContain(CaseRows.WordsOf(people), word => word.Any(letter => letter > 0x3000));
    }
}
