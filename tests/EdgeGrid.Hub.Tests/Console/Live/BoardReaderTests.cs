using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Console.Live;

public sealed class BoardReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HubStore _store;

    public BoardReaderTests() => _store = new HubStore(_folder.Path);

    [Fact]
    public async Task Read_EmptyStore_HasSevenEmptySteps()
    {
        var board = await ReadAsync();

        Assert.Equal(Enum.GetValues<CaseStep>(), board.Steps.Select(column => column.Step));
        Assert.All(board.Steps, column => Assert.Empty(column.Cases));
        Assert.Empty(board.Alerts);
        Assert.Equal(0, board.OpenAlerts);
    }

    [Fact]
    public async Task Read_AlertsThatRoseAndCleared_CountsAndShowsHowEachStandsNow()
    {
        var board = await ReadAsync(
            Stored.Alert("risen", 1, AlertTransition.Raised, WarningLevel.Yellow),
            Stored.Alert("risen", 2, AlertTransition.Escalated, WarningLevel.Red),
            Stored.Standing("risen", WarningLevel.Red),
            Stored.Alert("over", 3, AlertTransition.Raised, WarningLevel.Orange),
            Stored.Alert("over", 4, AlertTransition.Cleared, WarningLevel.Orange),
            Stored.Standing("over", WarningLevel.Orange, cleared: true),
            Stored.Alert("minor", 5, AlertTransition.Raised, WarningLevel.Blue),
            Stored.Standing("minor", WarningLevel.Blue));

        Assert.Equal(["minor", "over", "risen"], board.Alerts.Select(alert => alert.AlertId));
        Assert.Equal([("risen", WarningLevel.Red), ("minor", WarningLevel.Blue)], board.Open.Select(alert => (alert.AlertId, alert.Level)));
        Assert.Equal([1, 0, 0, 1], board.OpenByLevel);
    }

    [Fact]
    public async Task Read_MoreCasesThanCards_CountsThemAll()
    {
        var filed = Enumerable.Range(1, BoardSnapshot.MostCards + 5).Select(i => Stored.Case($"20261123-{i:D4}", CaseStep.Filed));
        var board = await ReadAsync([.. filed, Stored.Case("20261122-0001", CaseStep.Closed)]);

        var column = board.Steps[(int)CaseStep.Filed - 1];
        Assert.Equal(BoardSnapshot.MostCards + 5, column.Count);
        Assert.Equal(BoardSnapshot.MostCards, column.Cases.Count);
        Assert.Equal("20261123-0025", column.Cases[0].CaseId);
        Assert.Equal(BoardSnapshot.MostCards + 5, board.OpenCases);
    }

    [Fact]
    public async Task Read_GatewaysOnlineAndAway_CountsBoth()
    {
        var board = await ReadAsync(Stored.Gateway("gw-1"), Stored.Gateway("gw-2", online: false), Stored.Gateway("gw-3"));

        Assert.Equal((2, 1), (board.GatewaysOnline, board.GatewaysAway));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<BoardSnapshot> ReadAsync(params object[] rows)
    {
        await _store.MigrateAsync(_ => { }, default);
        await using (var db = _store.CreateDbContext())
        {
            foreach (var row in rows)
            {
                db.Add(row);
                await db.SaveChangesAsync();
            }
        }

        return await new BoardReader(new HubQueries(_store, GridRegistry.Empty, new IdentityConflicts(TimeProvider.System))).ReadAsync(default);
    }
}
