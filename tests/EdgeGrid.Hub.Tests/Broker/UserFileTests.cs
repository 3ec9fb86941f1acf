using System.Text;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Broker;

public sealed class UserFileTests
{
    [Fact]
    public void User_WithTheRightPassword_IsLetInByItsRole()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("users"), ["# gateways", UserFile.LineFor("gw-1", ClientRole.Gateway, "s3cret"), UserFile.LineFor("li.wei", ClientRole.Observer, "other"), UserFile.LineFor("wang", ClientRole.Observer, "third", Role.Worker)]);
        var users = UserFile.Load(folder.File("users"));

        Assert.Equal(ClientRole.Gateway, users.Verify("gw-1", Encoding.UTF8.GetBytes("s3cret")));
        Assert.Equal(ClientRole.Observer, users.Verify("li.wei", Encoding.UTF8.GetBytes("other")));
        Assert.Equal(ClientRole.Observer, users.Verify("wang", Encoding.UTF8.GetBytes("third")));
        Assert.Equal((null, Role.Worker), (users.PersonOf("li.wei"), users.PersonOf("wang")));
        Assert.Null(users.Verify("gw-1", Encoding.UTF8.GetBytes("wrong")));
        Assert.Null(users.Verify("gw-1", null));
        Assert.Null(users.Verify("nobody", Encoding.UTF8.GetBytes("s3cret")));
        Assert.Null(users.Verify(null, null));
    }

    [Fact]
    public void User_Written_HoldsNoPasswordAndASaltOfItsOwn()
    {
        var (one, two) = (UserFile.LineFor("gw-1", ClientRole.Gateway, "s3cret"), UserFile.LineFor("gw-1", ClientRole.Gateway, "s3cret"));

        Assert.DoesNotContain("s3cret", one, StringComparison.Ordinal);
        Assert.NotEqual(one, two);
    }

    [Theory]
    [InlineData("gw-1:gateway:plain:1:c2FsdA==:aGFzaA==")]
    [InlineData("gw-1:root:pbkdf2-sha256:210000:c2FsdHNhbHQ=:aGFzaGhhc2hoYXNoaGFzaA==")]
    [InlineData("gw-1:gateway:pbkdf2-sha256:210000:no base64:x")]
    [InlineData("GW:gateway:pbkdf2-sha256:210000:c2FsdHNhbHQ=:aGFzaGhhc2hoYXNoaGFzaA==")]
    public void File_WithABadLine_IsRefusedByItsNumberWithoutItsContent(string line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("users"), ["", line]);

        var refused = Assert.Throws<InvalidDataException>(() => UserFile.Load(folder.File("users")));

        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aGFza", refused.Message, StringComparison.Ordinal);
    }
}
