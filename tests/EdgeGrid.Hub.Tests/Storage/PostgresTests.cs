using System.Net;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace EdgeGrid.Hub.Tests.Storage;

/// <summary>What only a store that is a server can do.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task Connection_OfTheHub_SyncsEveryCommitWhateverTheServersDefault()
    {
        await using var store = await MakeAsync(await SharedAsync());
        await store.ExecuteAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");

        await using var opened = store.Open();
        await using var db = opened.CreateDbContext();

        Assert.Equal("on", await db.Database.SqlQueryRaw<string>("SELECT current_setting('synchronous_commit') AS \"Value\"").SingleAsync());
        Assert.Contains("fsync of the server is off", await opened.Engine.DoubtAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_KilledWhileAlertsPourIn_HasEveryOneThatWasAcknowledgedOnceItIsBack()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.Missing);
        await using var server = await PostgresServer.StartAsync();
        await using var store = await MakeAsync(server);
        await using var rig = await store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var sent = Enumerable.Range(0, 100).Select(_ => gateway.SendAsync(Records.Alert())).ToList();
        await Eventually.HoldsAsync("some are acknowledged", () => sent.Exists(ack => ack.IsCompleted));

        await server.KillAsync();
        sent.AddRange(Enumerable.Range(0, 10).Select(_ => gateway.SendAsync(Records.Alert())));
        await Eventually.HoldsAsync("the hub says that it cannot write", () => rig.Log.Count(2104) == 1, seconds: 20);
        var answer = await rig.Http.GetAsync("/api/v1/cases");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        await server.StartAgainAsync();

        // One whose commit was answered by the kill comes back as a duplicate: it is there, once.
        Assert.All(await Task.WhenAll(sent), ack => Assert.True(ack.Outcome is AckOutcome.Committed or AckOutcome.Duplicate));
        await using var opened = store.Open();
        await using var db = opened.CreateDbContext();
        Assert.Equal(110, await db.Alerts.CountAsync());
        Assert.Equal(0, rig.Log.Count(2106) + rig.Log.Count(2109));
    }

    [Fact]
    public async Task Hub_WhoseDatabaseAnotherTookWhileItWasOutOfReach_Ends()
    {
        await using var store = await MakeAsync(await SharedAsync());
        await using var rig = await store.StartHubAsync();
        var ended = rig.Hub.WaitForShutdownAsync();

        await store.GoAsync();
        await store.ComeBackAsync();
        await using var other = store.Open();
        await using var taken = await other.Engine.TryClaimAsync(CancellationToken.None);

        Assert.NotNull(taken);
        await ended.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.Equal(1, rig.Log.Count(2354));
    }

    [Fact]
    public async Task Hub_StartedOnADatabaseThatCannotBe_SaysWhatToDo()
    {
        var server = await SharedAsync();
        await using var store = await MakeAsync(server);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("wrong"), "wrong");
        var good = new NpgsqlConnectionStringBuilder(store.Address!.ConnectionString);

        var missing = new NpgsqlConnectionStringBuilder(good.ConnectionString) { Database = "no_such" };
        await RefusedAsync(store.Address with { ConnectionString = missing.ConnectionString }, "createdb");
        var nobody = new NpgsqlConnectionStringBuilder(good.ConnectionString) { Port = Ports.Free() };
        await RefusedAsync(store.Address with { ConnectionString = nobody.ConnectionString }, "Is PostgreSQL running there");
        await RefusedAsync(store.Address with { PasswordFile = folder.File("wrong") }, "--store-password-file");

        async Task RefusedAsync(ExternalStoreOptions address, string remedy)
        {
            var refused = await Assert.ThrowsAsync<HubStartException>(() => HubRig.StartAsync(options => options with { Store = address }, folder));
            Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Password, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Store_MovedFromSqliteToPostgresAndBack_IsTheSameByteForByte()
    {
        await using var from = new SqliteUnderTest();
        await using (var rig = await from.StartHubAsync())
        {
            using var gateway = await rig.GatewayAsync();
            foreach (var kind in Enum.GetValues<AlertKind>())
            {
                await gateway.SendAsync(Records.Alert(kind) with { Place = "和平路18号 🚒", Value = 0.1 + 0.2 });
            }

            await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(count: 50), ContentTypes.SenmlCbor, Records.Block());
        }

        await using var postgres = await MakeAsync(await SharedAsync());
        await using var back = new SqliteUnderTest();
        await RunAsync("export", "--to", from.Folder.File("1.jsonl"), from.Arguments);
        await RunAsync("import", "--from", from.Folder.File("1.jsonl"), postgres.Arguments);
        await RunAsync("verify", null, null, postgres.Arguments);
        await RunAsync("export", "--to", from.Folder.File("2.jsonl"), postgres.Arguments);
        await RunAsync("import", "--from", from.Folder.File("2.jsonl"), back.Arguments);
        await RunAsync("export", "--to", from.Folder.File("3.jsonl"), back.Arguments);

        var texts = new[] { "1", "2", "3" }.Select(name => File.ReadAllText(from.Folder.File($"{name}.jsonl"))).ToList();
        Assert.Contains("和平路18号", texts[0], StringComparison.Ordinal);
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);

        static async Task RunAsync(string command, string? option, string? file, string[] store)
        {
            await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", [command, .. option is null ? (string[])[] : [option, file!], .. store]);
            Assert.True(await hub.ExitsAsync(60) == 0, hub.Output);
        }
    }

    [Fact]
    public async Task Readings_OfAWeek_AreATableOfTheirOwnThatGoesAsAWhole()
    {
        await using var store = await MakeAsync(await SharedAsync());
        await using var opened = store.Open();
        var monday = new DateTimeOffset(2024, 11, 25, 0, 0, 0, TimeSpan.Zero);
        foreach (var at in (DateTimeOffset[])[monday, monday - TimeSpan.FromTicks(1), monday + TimeSpan.FromDays(6.9), monday])
        {
            await opened.Engine.MakeRoomForReadingsAsync(at, CancellationToken.None);
        }

        await using var db = opened.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        Assert.Equal(["reading_blocks_20241118", "reading_blocks_20241125"], await WeeksAsync());
        Assert.False(await opened.Engine.DeleteReadingsAsync(db, monday - TimeSpan.FromTicks(1), CancellationToken.None));
        Assert.True(await opened.Engine.DeleteReadingsAsync(db, monday, CancellationToken.None));
        Assert.Equal(["reading_blocks_20241125"], await WeeksAsync());
        await transaction.CommitAsync();

        // A clock that is set back needs it again.
        await opened.Engine.MakeRoomForReadingsAsync(monday - TimeSpan.FromDays(1), CancellationToken.None);
        Assert.Equal(["reading_blocks_20241118", "reading_blocks_20241125"], await WeeksAsync());

        Task<List<string>> WeeksAsync() => db.Database
            .SqlQueryRaw<string>("SELECT inhrelid::regclass::text AS \"Value\" FROM pg_inherits WHERE inhparent = 'reading_blocks'::regclass AND inhrelid::regclass::text < 'reading_blocks_2025' ORDER BY 1").ToListAsync();
    }

    [Fact]
    public async Task Store_OfAHubThatKeptReadingsInOneTable_KeepsThemInAWeek()
    {
        await using var store = await MakeAsync(await SharedAsync());
        await using var opened = store.Open();
        await using var db = opened.CreateDbContext();
        await db.GetService<IMigrator>().MigrateAsync("Gateways");
        await store.ExecuteAsync("INSERT INTO reading_blocks VALUES ('gw-1', 'e', 1, null, 50, 1, 2, 'application/senml+cbor', 'abc', false)");

        await opened.MigrateAsync(_ => { }, CancellationToken.None);

        var block = await db.ReadingBlocks.SingleAsync();
        Assert.Equal(("gw-1", 50), (block.Gateway, block.Count));
        Assert.InRange(block.CommittedAt, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(7));
        await opened.Engine.MakeRoomForReadingsAsync(block.CommittedAt, CancellationToken.None);
        await opened.Engine.MakeRoomForReadingsAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }

    private static async Task<PostgresServer> SharedAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.Missing);
        return await PostgresServer.SharedAsync();
    }

    private static async Task<StoreUnderTest> MakeAsync(PostgresServer server) => await PostgresUnderTest.MakeAsync(server);
}
