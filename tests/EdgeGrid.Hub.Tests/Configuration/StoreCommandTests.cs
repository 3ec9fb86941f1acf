using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Configuration;

/// <summary>The real program on a real store: what it says, and its exit codes.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Backup_WhileAHubRuns_IsWholeAndCanBePutBackOnceItHasEnded()
    {
        var backup = _files.File("hub.backup");
        await using (var rig = await HubRig.StartAsync(folder: _data))
        {
            using var gateway = await rig.GatewayAsync();
            await gateway.SendAsync(Records.Alert());

            Assert.Equal(0, (await RunAsync("backup", "--data", _data.Path, "--to", backup)).Code);
            Assert.Equal((2, true), Says(await RunAsync("backup", "--data", _data.Path, "--to", backup), "is there already"));
            Assert.Equal((1, true), Says(await RunAsync("run", "--http", "0", "--mqtt", "0", "--data", _data.Path), "A hub runs on the store"));

            await gateway.SendAsync(Records.Alert(AlertKind.Sos));
            Assert.Equal(2, (await rig.FiledAlertsAsync()).Count);
        }

        Assert.Equal([backup], Directory.GetFiles(_files.Path));
        Assert.Equal((0, true), Says(await RunAsync("restore", "--data", _data.Path, "--from", backup), ".before-restore-"));
        await using var again = await HubRig.StartAsync(folder: _data);
        Assert.True(File.Exists(_data.File("hub.db-wal")));
        Assert.Single((await again.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        Assert.Single(await again.FiledAlertsAsync());
    }

    [Fact]
    public async Task Restore_OfWhatIsNoGoodBackup_SaysWhyAndChangesNothing()
    {
        File.WriteAllText(_files.File("text"), new string('x', 5000));
        await using (var rig = await HubRig.StartAsync(folder: _data))
        {
            using var gateway = await rig.GatewayAsync();
            await gateway.SendAsync(Records.Alert());
        }

        await RunAsync("backup", "--data", _data.Path, "--to", _files.File("good"));
        var damaged = File.ReadAllBytes(_files.File("good"));
        Array.Fill(damaged, (byte)0xA5, damaged.Length / 2, 4096);
        File.WriteAllBytes(_files.File("damaged"), damaged);
        var before = Convert.ToHexString(File.ReadAllBytes(_data.File("hub.db")));

        Assert.Equal((1, true), Says(await RunAsync("restore", "--data", _data.Path, "--from", _files.File("text")), "cannot be restored"));
        Assert.Equal((1, true), Says(await RunAsync("restore", "--data", _data.Path, "--from", _files.File("damaged")), "cannot be restored"));
        Assert.Equal((2, true), Says(await RunAsync("restore", "--data", _data.Path, "--from", _files.File("none")), "There is no file"));
        Assert.Equal(before, Convert.ToHexString(File.ReadAllBytes(_data.File("hub.db"))));
    }

    [Fact]
    public async Task Verify_OfADamagedStore_SaysWhatToDoAndThatHelps()
    {
        await using (var rig = await HubRig.StartAsync(folder: _data))
        {
            using var gateway = await rig.GatewayAsync();
            await gateway.SendAsync(Records.Alert());
            rig.Execute("UPDATE cases SET Step = 6");
        }

        Assert.Equal((1, true), Says(await RunAsync("verify", "--data", _data.Path), "Run `hub rebuild-projections`."));
        Assert.Equal((0, true), Says(await RunAsync("rebuild-projections", "--data", _data.Path), "made anew from 2 events"));
        Assert.Equal((0, true), Says(await RunAsync("verify", "--data", _data.Path), "is as it must be"));
    }

    [Theory]
    [InlineData(1, "There is no store", "verify")]
    [InlineData(1, "There is no store", "rebuild-projections")]
    [InlineData(1, "There is no store", "export", "--to", "{file}")]
    [InlineData(1, "There is no store", "backup", "--to", "{file}")]
    [InlineData(2, "pg_dump", "backup", "--to", "{file}", "--store", "Host=db;Database=d")]
    [InlineData(2, "pg_restore", "restore", "--from", "{file}", "--store", "Host=db;Database=d")]
    [InlineData(2, "There is no file", "import", "--from", "{file}")]
    [InlineData(2, "--to", "export")]
    [InlineData(1, "Failed to connect", "verify", "--store", "Host=127.0.0.1;Port=1;Database=d")]
    [InlineData(0, "--to", "export", "--help")]
    [InlineData(0, "--from", "import", "--help")]
    public async Task Command_OnWhatIsNotThere_SaysSo(int code, string said, params string[] arguments) =>
        Assert.Equal((code, true), Says(await RunAsync([.. arguments.Select(text => text.Replace("{file}", _files.File("file"), StringComparison.Ordinal)), "--data", _data.Path]), said));

    private static (int Code, bool Said) Says((int Code, string Output) ran, string text)
    {
        Assert.DoesNotContain("   at ", ran.Output, StringComparison.Ordinal);
        return (ran.Code, ran.Output.Contains(text, StringComparison.Ordinal) ? true : throw new InvalidDataException($"It said: {ran.Output}"));
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", arguments);
        var code = await hub.ExitsAsync(60);
        return (code, hub.Output);
    }
}
