using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseEventJsonTests
{
    private static readonly CaseEvent[] All =
    [
        new CaseReported(Some.Reported()),
        new StormReported(Some.Reported(), "unassigned", WarningLevel.Orange, 12),
        new CaseFiled(new Phrase("early warning", "预警")),
        new AlertJoined(Some.Reported()),
        new AlertEscalated("gw-1", Records.NewId(), WarningLevel.Red, "Methane 60 %LEL"),
        new LevelRaised(WarningLevel.Yellow, WarningLevel.Red, Records.NewId()),
        new AlertCleared("gw-1", Records.NewId(), "Methane 2 %LEL"),
        new CaseDispatched("Fire brigade", "Wang", Phrase.Same("go"), Records.Noon, ["Wang", "Zhao"], Records.Noon),
        new CaseAccepted("Fire brigade"),
        new FeedbackGiven("valve closed"),
        new CaseSentBack("still smells"),
        new CaseClosed("no gas"),
        new CaseAssessed(90, "quick"),
        new ProblemReported(Play.Problem()),
        new CaseRefused("not ours"),
        new AssigneeRefused("Wang", "ill"),
        new CaseHandedOver("Zhao", "end of the shift", "Gas works", Records.Noon),
        new DispatchEscalated("Sun", Phrase.Same("Wang has not answered"), Records.Noon),
        new LimitWarned("handle", Records.Noon),
        new LimitPassed("handle", Records.Noon, "city-appearance"),
        new StageFinished("handle", "sealed"),
        new RequestMade(RequestKind.Suspension, "li", "no spare part", Records.Noon),
        new RequestDeclined(RequestKind.ForcedClose, "li", "no"),
        new CaseSuspended("li", "no spare part", Records.Noon, "well"),
        new CaseResumed(Phrase.Same("the part is here")),
        new CaseExtended("li", "more to do", Records.Noon),
        new CaseVoided("li", "a drill"),
        new CaseClosedByForce("li", "nobody's land"),
        new AppealUpheld("li", "it was the rain"),
        new VerificationAsked("Zhao", "is it so?"),
        new VerificationAnswered(true, "it is"),
        new InspectionAsked("Zhao", "is it done?"),
        new InspectionAnswered(false, "it is not"),
        new CaseReturned("not ours after all"),
        new FilingReturned("wrong category"),
        new CaseUrged("the mayor waits"),
        new CaseSelfHandled("Wang", "picked it up"),
        new CaseRevisited(true, "content"),
        new CommentAdded("ring twice"),
        new AttachmentAdded(1, AttachmentPurpose.After, ImageType.Png, 1000, "00"),
        new CaseLinked("20261123-000009", "the same house"),
        new CaseUnlinked("20261123-000009", "another house"),
        new CaseMerged("20261123-000009", Phrase.Same("the same")),
        new CaseAbsorbed("20261123-000008", Phrase.Same("the same"), [Moved]),
        new CaseSplit("20261123-000010", "two things", [Moved]),
        new CaseSplitOff("20261123-000001", "two things", Play.Apply(null, new ReportProblem(Play.Problem())).Subject, WarningLevel.Blue, "A · B", "A", true, [Moved]),
    ];

    private static MovedAlert Moved => new("gw-1", "a1", AlertKind.Smoke, WarningLevel.Red, Cleared: true);

    [Fact]
    public void EveryEvent_WrittenAndRead_IsTheSame()
    {
        foreach (var happened in All)
        {
            var written = CaseEventJson.Write(new RecordedEvent(0, "20261123-000001", 1, Records.Noon, "test", happened));

            var read = CaseEventJson.Read(written);

            Assert.Equal(written.Data, CaseEventJson.Write(read).Data);
            Assert.Equal((happened.Text, happened.CausedBy), (read.Happened.Text, read.Happened.CausedBy));
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
    public void EveryEvent_ToldToPeople_IsToldInBothLanguages()
    {
        foreach (var text in All.Where(happened => happened is not CommentAdded).Select(happened => happened.Text))
        {
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", text.En);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text.Zh);
        }
    }

    [Fact]
    public void Storm_OfAHubThatDidNotCountGateways_IsOfMany()
    {
        var written = CaseEventJson.Write(new RecordedEvent(0, Play.CaseId, 1, Records.Noon, "x", new StormReported(Some.Reported(kind: AlertKind.SensorSilent), "unassigned", WarningLevel.Orange, 12)));
        var first = new CaseEventRow { CaseId = written.CaseId, Version = 1, Type = written.Type, SchemaVersion = 1, At = written.At, By = "x", Data = written.Data.Replace(",\"gateways\":12", "", StringComparison.Ordinal) };

        Assert.Equal("Sensor silent · at least 12 gateways at once", CaseState.After(null, CaseEventJson.Read(written)).Title);
        Assert.Equal("Sensor silent · many gateways at once", CaseState.After(null, CaseEventJson.Read(first)).Title);
    }

    [Theory]
    [InlineData(nameof(CaseDispatched), """{"department":"Fire brigade","worker":"Wang","task":"go","dueAt":null}""", "Dispatched to Wang of Fire brigade: go")]
    [InlineData(nameof(CaseFiled), """{"ground":"seen on the spot"}""", "Filed: seen on the spot")]
    [InlineData(nameof(DispatchEscalated), """{"to":"Sun","why":"nobody answered","answerBy":null}""", "Escalated to Sun: nobody answered")]
    [InlineData(nameof(CaseResumed), """{"reason":"the part is here"}""", "Resumed: the part is here")]
    [InlineData(nameof(CaseMerged), """{"into":"20261123-0009","reason":"the same"}""", "Merged into case 20261123-0009: the same")]
    [InlineData(nameof(CaseAbsorbed), """{"from":"20261123-0008","reason":"the same","alerts":[]}""", "Took over case 20261123-0008: the same")]
    [InlineData(nameof(CaseAccepted), """{"department":"Fire brigade"}""", "Accepted by Fire brigade")]
    public void Event_OfTheFirstHub_IsRead(string type, string data, string text)
    {
        var row = new CaseEventRow { CaseId = "20261123-0001", Version = 3, Type = type, SchemaVersion = 1, At = Records.Noon, By = "x", Data = data };

        Assert.Equal(text, CaseEventJson.Read(row).Happened.Text.En);
    }

    [Fact]
    public void Reason_OfPeople_IsKeptAsTheyWroteIt_AndOneOfTheHubInBothLanguages()
    {
        Assert.Equal("""{"ground":"seen"}""", Data(new CaseFiled(Phrase.Same("seen"))));
        Assert.Equal("""{"ground":{"en":"seen","zh":"\u5DF2\u89C1"}}""", Data(new CaseFiled(new Phrase("seen", "已见"))));

        static string Data(CaseEvent happened) => CaseEventJson.Write(new RecordedEvent(0, Play.CaseId, 1, Records.Noon, "x", happened)).Data;
    }

    [Theory]
    [InlineData("""{"ground":null}""")]
    [InlineData("""{"ground":7}""")]
    [InlineData("""{"ground":{"en":"seen"}}""")]
    [InlineData("""{"ground":{"en":"seen","zh":7}}""")]
    public void Reason_ThatIsNone_IsNotRead(string data)
    {
        var row = new CaseEventRow { CaseId = Play.CaseId, Version = 3, Type = nameof(CaseFiled), SchemaVersion = 2, At = Records.Noon, By = "x", Data = data };

        Assert.Throws<System.Text.Json.JsonException>(() => CaseEventJson.Read(row));
    }

    [Fact]
    public void Event_OfALaterSchema_IsRefusedInWords()
    {
        var row = new CaseEventRow { CaseId = "20261123-0001", Version = 3, Type = nameof(CaseFiled), SchemaVersion = 3, At = Records.Noon, By = "x", Data = "{}" };

        Assert.Contains("CaseFiled of schema 3", Assert.Throws<InvalidOperationException>(() => CaseEventJson.Read(row)).Message, StringComparison.Ordinal);
    }
}
