using System.Net;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage.Sqlite;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.Data.Sqlite;

namespace EdgeGrid.Hub.Tests.Configuration;

/// <summary>A backup put in place of a store: with a hub at work on it, with none, and when the power goes meanwhile.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Restore_WhileAHubRuns_LetsItGoOnWithTheBackupAtTheSameAddress()
    {
        var backup = _files.File("hub.backup");
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", "run", "--http", "0", "--mqtt", "0", "--data", _data.Path);
        await hub.SaysAsync("gateways at", seconds: 60);
        var broker = IPEndPoint.Parse(hub.Output.Split("gateways at ")[1].Split('\n')[0]);
        var (kept, later) = (Records.Alert(), Records.Alert(AlertKind.Sos));
        RecordIdentity first;
        using (var gateway = await GatewayDouble.ConnectAsync(broker, "gw-1"))
        {
            await gateway.AnnounceAsync();
            first = gateway.Next();
            await gateway.SendAsync(first, kept);
            await RunAsync("backup", "--data", _data.Path, "--to", backup);
            await gateway.SendAsync(later);

            Assert.Equal(0, await RunAsync("restore", "--data", _data.Path, "--from", backup));
        }

        await Eventually.HoldsAsync("it is at work again", () => hub.Lines.Count(line => line.Contains($"gateways at {broker}", StringComparison.Ordinal)) == 2, seconds: 60);
        using var again = await GatewayDouble.ConnectAsync(broker, "gw-1");
        Assert.Equal(AckOutcome.Duplicate, (await again.SendAsync(first, kept)).Outcome);
        Assert.Equal(AckOutcome.Committed, (await again.SendAsync(later)).Outcome);
        Assert.False(hub.HasExited);
        Assert.Equal(2, Cases(Assert.Single(Asides())));

        await using var kill = RunningProcess.Start("kill", "-TERM", hub.Id.ToString());
        Assert.Equal(0, await hub.ExitsAsync());
    }

    [Fact]
    public async Task Hub_ThatStartsWithABackupHandedOver_TakesIt()
    {
        var backup = await BackupOfOneCaseAsync();
        SqliteFile.HandOver(backup, _data.Path, TimeProvider.System.GetUtcNow());
        Assert.Equal(1, await RunAsync("restore", "--data", _data.Path, "--from", backup));

        await using (var rig = await HubRig.StartAsync(folder: _data))
        {
            Assert.Single(await rig.FiledAlertsAsync());
            Assert.Equal(1, rig.Log.Count(2356));
        }

        Assert.Equal(2, Cases(Assert.Single(Asides())));
        Assert.False(SqliteFile.IsHandedOver(_data.Path));
    }

    [Fact]
    public async Task Restore_BrokenOffHalfway_GoesOnAndKeepsWhatWasThereTogether()
    {
        var backup = await BackupOfOneCaseAsync();
        var handedOver = new DateTimeOffset(2026, 11, 26, 5, 0, 0, TimeSpan.Zero);
        SqliteFile.HandOver(backup, _data.Path, handedOver);
        var aside = _data.File("hub.db.before-restore-20261126T050000Z");

        // As the power left it: the log of the old store is set aside, the store itself is not.
        File.WriteAllText(aside + "-wal", "the old store's");

        Assert.Equal(aside, SqliteFile.Restore(_data.Path));

        Assert.Equal("the old store's", File.ReadAllText(aside + "-wal"));
        Assert.Equal(1, Cases(_data.File("hub.db")));
    }

    /// <summary>A store of two cases, and a backup from when it had one.</summary>
    private async Task<string> BackupOfOneCaseAsync()
    {
        var backup = _files.File("hub.backup");
        await using var rig = await HubRig.StartAsync(folder: _data);
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        await SqliteFile.BackUpAsync(_data.Path, backup, TestContext.Current.CancellationToken);
        await gateway.SendAsync(Records.Alert(AlertKind.Sos));
        return backup;
    }

    private string[] Asides() => [.. Directory.GetFiles(_data.Path, "hub.db.before-restore-*").Where(file => file.EndsWith('Z'))];

    private static long Cases(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM cases";
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<int> RunAsync(params string[] arguments)
    {
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", arguments);
        return await hub.ExitsAsync(60);
    }
}
