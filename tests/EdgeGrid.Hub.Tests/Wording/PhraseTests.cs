using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tests.Wording;

public sealed class PhraseTests
{
    [Fact]
    public void Phrase_WithHoles_SaysEachInTheLanguageAroundIt()
    {
        var inner = new Phrase("the door", "门");
        var at = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        var phrase = new Phrase($"{inner} of {"Wang"} is {CaseStep.FedBack} by the {Role.Leader}, {7} at {at:HH:mm}", $"{"Wang"}的{inner}:{CaseStep.FedBack},{Role.Leader},{7},{at:HH:mm}");

        Assert.Equal("the door of Wang is fed back by the grid leader, 7 at 12:00", phrase.En);
        Assert.Equal("Wang的门:情况反馈,网格长,7,12:00", phrase.Zh);
    }

    [Fact]
    public void Phrase_AmidALine_BeginsWithASmallLetterUnlessItIsAnAbbreviation()
    {
        Assert.Equal("smoke", new Phrase("Smoke", "烟雾").Later().En);
        Assert.Equal("SOS", new Phrase("SOS", "紧急求助").Later().En);
    }

    [Fact]
    public void Refusal_OfSeveralProblems_NamesEach()
    {
        var one = new Refusal("missing", "a reason is missing", "缺少理由") { Field = "reason" };
        var other = new Refusal("score-out-of-range", "a score is 0 to 100", "评分为0至100");

        var both = Refusal.Of([one, other]);

        Assert.Same(one, Refusal.Of([one]));
        Assert.Equal(("several-problems", "a reason is missing; a score is 0 to 100", "缺少理由;评分为0至100"), (both.Code, both.Text.En, both.Text.Zh));
        Assert.Equal([one, other], both.Parts);
    }

    [Fact]
    public void Refusal_OfMoreProblemsThanALineHolds_SaysHowManyMore()
    {
        var sentence = new Refusal("no-such-grid", "There is no grid X.", "没有网格X。");

        var many = Refusal.Of([.. Enumerable.Repeat(sentence, 10)]);

        Assert.EndsWith("There is no grid X. There is no grid X. and 2 more", many.Text.En, StringComparison.Ordinal);
        Assert.EndsWith("没有网格X。没有网格X。另有2项", many.Text.Zh, StringComparison.Ordinal);
        Assert.Equal(10, many.Parts.Count);
    }
}
