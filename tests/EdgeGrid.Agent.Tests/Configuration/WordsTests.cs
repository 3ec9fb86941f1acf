using System.Text.Json;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Configuration;

public sealed class WordsTests
{
    [Fact]
    public void Words_OfTheConfiguration_AreThoseOfTheWire()
    {
        Assert.Equal(Enum.GetValues<AlertKind>().Order(), Words.AlertKinds.Values.Order());
        Assert.Equal(Enum.GetValues<WarningLevel>().Order(), Words.Levels.Values.Order());
        Assert.All(Words.AlertKinds, word => Assert.Equal($"\"{word.Key}\"", JsonSerializer.Serialize(word.Value)));
        Assert.All(Words.Levels, word => Assert.Equal($"\"{word.Key}\"", JsonSerializer.Serialize(word.Value)));
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("5s", 5)]
    [InlineData("1.5m", 90)]
    [InlineData("1h", 3600)]
    [InlineData("7d", 604_800)]
    [InlineData("0s", 0)]
    public void Duration_WithItsUnit_IsRead(string text, double seconds)
    {
        Assert.True(Words.TryParseDuration(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("1.2.3s")]
    [InlineData("5S")]
    [InlineData("99999999999h")]
    public void Duration_Otherwise_IsNot(string text) => Assert.False(Words.TryParseDuration(text, out _));

    [Theory]
    [InlineData("adress", "address")]
    [InlineData("chanel", "channel")]
    [InlineData("nmae", "name")]
    [InlineData("ADDRESS", "address")]
    [InlineData("colour", null)]
    [InlineData("x", null)]
    public void Nearest_Misspelt_IsFoundWhenItIsNear(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, ["name", "address", "channel", "kind"]));

    [Theory]
    [InlineData(10_000, "10000")]
    [InlineData(12_345.6, "12350")]
    [InlineData(999_960, "1000000")]
    [InlineData(9876.54, "9877")]
    [InlineData(0.61234, "0.6123")]
    [InlineData(0.01, "0.01")]
    [InlineData(0, "0")]
    public void Rounded_IsFourDigitsWithoutAnExponent(double number, string text) => Assert.Equal(text, Words.Rounded(number));
}
