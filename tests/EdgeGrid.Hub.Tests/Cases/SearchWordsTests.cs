using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Combustible gas · Heping Road 18", "combustible gas heping road 18")]
    [InlineData("和平路18号", "和平 平路 18")]
    [InlineData("Ｆｕｌｌ　ｗｉｄｔｈ", "full width")]
    [InlineData("a a A", "a")]
    [InlineData("路", "")]
    [InlineData(" · %_' ", "")]
    public void Text_Cut_GivesWordsAndPairs(string text, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), SearchWords.Of(text).Order(StringComparer.Ordinal));

    [Fact]
    public void Text_OfAnyLength_GivesFewShortWords()
    {
        var words = SearchWords.Of(string.Join(' ', Enumerable.Range(0, 100).Select(i => new string('x', 100 + i) + i)) + " " + new string('路', 1000));

        Assert.InRange(words.Count, 1, 24);
        Assert.All(words, word => Assert.InRange(word.Length, 1, 32));
    }
}
