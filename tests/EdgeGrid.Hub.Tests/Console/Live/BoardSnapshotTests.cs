using EdgeGrid.Contracts;
using EdgeGrid.Hub.Console.Live;

namespace EdgeGrid.Hub.Tests.Console.Live;

public sealed class BoardSnapshotTests
{
    [Fact]
    public void NewestOfEach_AlertThatRoseAndCleared_IsOneLineAndTheNewest()
    {
        var raised = Some.Alert("a1", WarningLevel.Yellow);
        var cleared = raised with { Transition = AlertTransition.Cleared, Sequence = 3 };
        var other = Some.Alert("a2");

        var lines = BoardSnapshot.NewestOfEach([cleared, other, raised]);

        Assert.Equal([cleared, other], lines);
    }

    [Fact]
    public void NewestOfEach_SameIdFromTwoGateways_AreTwoAlerts()
    {
        var elsewhere = Some.Alert() with { Gateway = GatewayId.Parse("gw-2") };

        Assert.Equal(2, BoardSnapshot.NewestOfEach([Some.Alert(), elsewhere]).Count);
    }

    [Fact]
    public void NewestOfEach_Flood_IsBounded()
    {
        var flood = Enumerable.Range(0, 5000).Select(i => Some.Alert($"a{i}"));

        Assert.Equal(BoardSnapshot.MostAlerts, BoardSnapshot.NewestOfEach(flood).Count);
    }

    [Fact]
    public void UrgentSince_NewAndRisenAlertsOfTheUpperLevels_AreReadAloudOnce()
    {
        var yellow = Some.Alert("risen", WarningLevel.Yellow);
        var before = new BoardSnapshot { Open = [Some.Alert("known"), yellow] };
        var risen = yellow with { Level = WarningLevel.Red };
        var now = new BoardSnapshot { Open = [risen, Some.Alert("known"), Some.Alert("minor", WarningLevel.Blue)] };

        Assert.Equal([risen], now.UrgentSince(before));
        Assert.Empty(now.UrgentSince(now));
    }
}
