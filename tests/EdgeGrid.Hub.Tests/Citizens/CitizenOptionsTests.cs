using EdgeGrid.Hub.Citizens;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Citizens;

public sealed class CitizenOptionsTests
{
    [Theory]
    [InlineData("""{ "services": [{ "code": "a b", "name": "n", "description": "d", "group": "g" }] }""", "code 'a b'")]
    [InlineData("""{ "service": [] }""", "service")]
    [InlineData("""{ "services": [] }""", "services is empty")]
    [InlineData("{", "cannot be read")]
    public void Configuration_ThatCannotBe_SaysWhereAndWhy(string json, string words)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("citizens.json"), json);

        var problem = Assert.Throws<InvalidDataException>(() => CitizenOptions.Load(folder.File("citizens.json"))).Message;

        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.Contains("citizens.json", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("EdgeGrid.Hub", problem, StringComparison.Ordinal);
    }
}
