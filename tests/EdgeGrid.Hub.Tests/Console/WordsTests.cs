using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console;

namespace EdgeGrid.Hub.Tests.Console;

public sealed class WordsTests
{
    [Theory]
    [InlineData("CaseFiled", "Case filed")]
    [InlineData("AlertJoined", "Alert joined")]
    [InlineData("Voided", "Voided")]
    public void OfEvent_NameOfAnEvent_IsASentence(string name, string words) => Assert.Equal(words, Words.OfEvent(name));

    [Theory]
    [InlineData(0, "0 cells")]
    [InlineData(1, "1 cell")]
    [InlineData(1115, "1,115 cells")]
    public void Count_OfThings_AgreesWithItsNumber(int count, string words) => Assert.Equal(words, Words.Count(count, "cell"));

    [Theory]
    [InlineData("Smoke and combustible gas · Heping Road 18", "Smoke and combustible gas")]
    [InlineData("Smoke", "Smoke")]
    public void TitleOf_CaseThatEndsWithItsPlace_LeavesThePlaceToItsOwnLine(string title, string words)
    {
        var item = ViewMapping.ToView(Stored.Case("20261123-0001", CaseStep.Filed));

        Assert.Equal(words, Words.TitleOf(item with { Title = title, Place = "Heping Road 18" }));
    }

    [Theory]
    [InlineData(1, 0, "1 record lost")]
    [InlineData(1200, 0, "1,200 records lost")]
    [InlineData(1200, 1, "at least 1,200 records lost")]
    [InlineData(0, 2, "unknown number of records lost")]
    public void Lost_RecordsAndLinesThatCannotTell_SaysNoMoreThanIsKnown(long records, long uncounted, string words) =>
        Assert.Equal(words, Words.Lost(new GatewayLosses(2, records, uncounted, "", Some.Moment)));

    [Fact]
    public void Of_EveryMemberOfTheVocabulary_HasWordsOfItsOwn()
    {
        Distinct(Enum.GetValues<AlertKind>().Select(Words.Of));
        Distinct(Enum.GetValues<WarningLevel>().Select(Words.Of));
        Distinct(Enum.GetValues<WarningLevel>().Select(Words.WithColour));
        Distinct(Enum.GetValues<CaseStep>().Select(Words.Of));
        Distinct(Enum.GetValues<DeviceHealth>().Select(Words.Of));
    }

    private static void Distinct(IEnumerable<string> words) => Assert.Distinct(words);
}
