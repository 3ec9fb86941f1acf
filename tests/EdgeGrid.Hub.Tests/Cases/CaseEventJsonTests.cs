using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseEventJsonTests
{
    private static readonly CaseEvent[] All =
    [
        new CaseReported(Some.Reported()),
        new CaseFiled("early warning"),
        new AlertJoined(Some.Reported()),
        new AlertEscalated("gw-1", Records.NewId(), WarningLevel.Red, "Methane 60 %LEL"),
        new LevelRaised(WarningLevel.Yellow, WarningLevel.Red, Records.NewId()),
        new AlertCleared("gw-1", Records.NewId(), "Methane 2 %LEL"),
        new CaseDispatched("Fire brigade", null, "go", Records.Noon),
        new CaseAccepted("Fire brigade"),
        new FeedbackGiven("valve closed"),
        new CaseSentBack("still smells"),
        new CaseClosed("no gas"),
        new CaseAssessed(90, "quick"),
    ];

    [Fact]
    public void EveryEvent_WrittenAndRead_IsTheSame()
    {
        foreach (var happened in All)
        {
            Assert.Equal(happened, CaseEventJson.Read(CaseEventJson.Write("20261123-0001", 1, happened, "test", Records.Noon)));
        }
    }

    [Fact]
    public void EveryEventOfTheHouse_IsKnownToTheStoreAndToThisTest()
    {
        var types = typeof(CaseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CaseEvent))).ToHashSet();

        Assert.True(types.SetEquals(CaseEventJson.KnownTypes));
        Assert.True(types.SetEquals(All.Select(happened => happened.GetType())));
    }

    [Fact]
    public void Event_OfALaterSchema_IsRefusedInWords()
    {
        var row = new CaseEventRow { CaseId = "20261123-0001", Version = 3, Type = nameof(CaseFiled), SchemaVersion = 2, At = Records.Noon, By = "x", Data = "{}" };

        Assert.Contains("CaseFiled of schema 2", Assert.Throws<InvalidOperationException>(() => CaseEventJson.Read(row)).Message, StringComparison.Ordinal);
    }
}
