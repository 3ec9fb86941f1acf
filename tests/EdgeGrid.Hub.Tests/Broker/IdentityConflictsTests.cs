using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Broker;

public sealed class IdentityConflictsTests
{
    private readonly FakeTimeProvider _time = new(Records.Noon);

    [Fact]
    public void Takeover_Once_IsAReconnect()
    {
        var conflicts = new IdentityConflicts(_time);

        Assert.False(conflicts.TakenOver("gw-1"));
        Assert.False(conflicts.Exists("gw-1"));
    }

    [Fact]
    public void Takeovers_InTurn_AreTwoAgentsUntilTheyHaveBeenQuietForAWhile()
    {
        var conflicts = new IdentityConflicts(_time);
        conflicts.TakenOver("gw-1");
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(conflicts.TakenOver("gw-1"));
        Assert.True(conflicts.Exists("gw-1"));
        Assert.False(conflicts.Exists("gw-2"));
        Assert.False(conflicts.TakenOver("gw-1"));

        _time.Advance(IdentityConflicts.Remembered);
        Assert.False(conflicts.Exists("gw-1"));
    }

    [Fact]
    public void Takeovers_FarApart_AreReconnects()
    {
        var conflicts = new IdentityConflicts(_time);
        conflicts.TakenOver("gw-1");
        _time.Advance(IdentityConflicts.Window + TimeSpan.FromSeconds(1));

        Assert.False(conflicts.TakenOver("gw-1"));
    }

    [Fact]
    public void OlderProcess_HeardAfterANewerOne_IsASecondAgent()
    {
        var conflicts = new IdentityConflicts(_time);

        Assert.False(conflicts.Heard("gw-1", "boot-1", Records.Noon));
        Assert.False(conflicts.Heard("gw-1", "boot-2", Records.Noon.AddMinutes(1)));
        Assert.True(conflicts.Heard("gw-1", "boot-1", Records.Noon));
        Assert.True(conflicts.Exists("gw-1"));
    }

    [Fact]
    public void Process_HeardAgainAndAgain_IsOneAgent()
    {
        var conflicts = new IdentityConflicts(_time);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(conflicts.Heard("gw-1", "boot-1", Records.Noon));
        }

        Assert.False(conflicts.Heard("gw-1", "boot-2", Records.Noon.AddMinutes(1)));
        Assert.False(conflicts.Exists("gw-1"));
    }
}
