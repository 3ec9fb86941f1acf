using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Tests.Wording;

namespace EdgeGrid.Hub.Tests.Grids;

public sealed class GridCodeTests
{
    [Theory]
    [InlineData("320311001001", null)]
    [InlineData("320311001001001", null)]
    [InlineData("320311199999999", null)]
    [InlineData("12345632031100100101", null)]
    [InlineData("32031100100100", "has 14 digits")]
    [InlineData("", "has 0 digits")]
    [InlineData("3203110010010O1", "has 'O' at place 14, where only digits may stand")]
    [InlineData("３20311001001001", "where only digits may stand")]
    [InlineData("990311001001001", "has the district 990311, which begins with no province")]
    [InlineData("320311000001001", "has the street 000, where 001 to 099 are streets")]
    [InlineData("320311400001001", "has the street 400")]
    [InlineData("320311001000001", "has the community 000")]
    [InlineData("320311001001000", "has the sequence 000, where 001 to 999 may stand")]
    [InlineData("12345632031100100100", "has the sequence 00, where 01 to 99 may stand")]
    [InlineData("990311000000000", "has the district 990311, which begins with no province of GB/T 2260; has the street 000, where 001 to 099 are streets, 100 to 199 towns, 200 to 399 townships; has the community 000, where 001 to 999 may stand; has the sequence 000")]
    public void Code_OfTheStandard_IsTakenOrSaysWhatIsWrong(string text, string? problem)
    {
        Assert.Equal(problem is null, new Gbt30428Codes().TryRead(text, out _, out var found));
        Assert.Contains(problem ?? "", found?.En ?? "", StringComparison.Ordinal);
        BothLanguages.SayTheSame(found);
    }

    [Fact]
    public void Code_OfAUnitOrSpecialGrid_TellsWhatItLiesIn()
    {
        new Gbt30428Codes().TryRead("320311001002003", out var unit, out _);
        new Gbt30428Codes().TryRead("12345632031100100203", out var special, out _);

        Assert.Equal(("320311", "320311001", "320311001002"), (unit.District, unit.Street, unit.Community));
        Assert.Equal(("320311", "320311001", "320311001002"), (special.District, special.Street, special.Community));
        Assert.Equal((GridCodeForm.Unit, GridCodeForm.Special), (unit.Form, special.Form));
    }

    [Theory]
    [InlineData("A-17", null)]
    [InlineData("0001", null)]
    [InlineData("320311001001001", null)]
    [InlineData("a/b", "is not 1 to 32 letters, digits or hyphens")]
    [InlineData("", "is not 1 to 32 letters")]
    [InlineData("versions", "is a word that the hub uses itself")]
    [InlineData("unassigned", "is a word that the hub uses itself")]
    [InlineData("32031100100100", "has 14 digits")]
    public void Code_OfACitysOwn_IsTakenAndTheStandardsIsHeldToIt(string text, string? problem)
    {
        Assert.Equal(problem is null, new AnyCodes().TryRead(text, out var code, out var found));
        Assert.Contains(problem ?? "", found?.En ?? "", StringComparison.Ordinal);
        BothLanguages.SayTheSame(found);
        if (code.Form == GridCodeForm.Free)
        {
            Assert.Equal((null, null, null), (code.District, code.Street, code.Community));
        }
    }

    [Fact]
    public void Scheme_ByName_IsOneOfThoseThatAreNamed()
    {
        Assert.All(GridCodeSchemes.Names.Split(" or "), name => Assert.Equal(name, GridCodeSchemes.Of(name)?.Name));
        Assert.Null(GridCodeSchemes.Of("none"));
    }
}
