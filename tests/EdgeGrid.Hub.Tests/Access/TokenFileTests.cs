using EdgeGrid.Hub.Access;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Access;

public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Token_ThatWasCreated_StandsForItsHolderInTheirRole()
    {
        var (token, line) = TokenFile.Create("desk-1", Role.Dispatcher);

        var holder = Load("# who may", "", line).HolderOf(token);

        Assert.Equal(("desk-1", Role.Dispatcher), (holder?.Name, holder?.Role));
        Assert.DoesNotContain(token, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_OfADepartment_SaysWhichWhereItIsNotTheName()
    {
        var (token, line) = TokenFile.Create("desk-1", Role.Department, "urban");

        Assert.Equal("urban", Load(line).HolderOf(token)?.Department);
    }

    [Theory]
    [InlineData("desk-1:worker:sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:urban", "'urban' is no department's id, or desk-1 is not of the role department")]
    [InlineData("desk-1:department:sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:a b", "'a b' is no department's id")]
    [InlineData("desk-1:department:sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:urban:x", "not name:role:sha256:hash")]
    [InlineData("desk-1:sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "desk-1 has no role")]
    [InlineData("desk-1:boss:sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "'boss' is no role; the roles are worker,")]
    [InlineData("desk-1:2:sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "'2' is no role")]
    [InlineData("desk-1:worker:sha256:AAAA", "not name:role:sha256:hash")]
    [InlineData("desk-1", "not name:role:sha256:hash")]
    public void Line_ThatCannotBe_IsNamedWithWhatToDo(string line, string problem)
    {
        var said = Assert.Throws<InvalidDataException>(() => Load(TokenFile.Create("a", Role.Worker).Line, line)).Message;

        Assert.Contains("line 2: " + problem, said, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", said, StringComparison.Ordinal);
    }

    private TokenFile Load(params string[] lines)
    {
        File.WriteAllLines(_folder.File("tokens"), lines);
        return TokenFile.Load(_folder.File("tokens"));
    }
}
