using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Hub.Grids.Versions;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Grids.Versions;

public sealed class GridVersionsTests : IAsyncLifetime
{
    private static readonly EdgeGrid.Contracts.Position InBoth = new(34.005, 117.005);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly GridRegistry _registry = new();
    private readonly LogCapture _log = new();
    private HubStore _store = null!;
    private WriteGate _gate = null!;
    private GridVersions _versions = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new HubStore(_folder.Path);
        await _store.MigrateAsync(_ => { }, CancellationToken.None);
        _gate = new WriteGate(_store);
        _versions = new GridVersions(_store, _gate, _registry, _time);
    }

    public ValueTask DisposeAsync()
    {
        _versions.Dispose();
        _gate.Dispose();
        _log.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Import_OfTheDistrict_IsInForceAtOnceAndReadsBackAsItself()
    {
        var reading = GridReader.Read(District, new Gbt30428Codes());

        var outcome = await _versions.ImportAsync(reading, "gbt30428", from: null, "zhang", default);

        var other = new GridRegistry();
        using var later = new GridVersions(_store, _gate, other, _time);
        await later.RefreshAsync(default);
        Assert.Equal(GridImportAnswer.Imported, outcome.Answer);
        Assert.Equal((1L, Records.Noon, (DateTimeOffset?)null, "zhang", 1115), (outcome.Version!.Version, outcome.Version.ValidFrom, outcome.Version.ValidUntil, outcome.Version.ImportedBy, outcome.Version.Cells));
        Assert.Equal(_registry.Current.Map.GeoJson, other.Current.Map.GeoJson);
        Assert.Equal(outcome.Version.Fingerprint, other.Current.Map.Fingerprint());
    }

    [Fact]
    public async Task Import_OfOtherGrids_LeavesWhatWasThereForItsTime()
    {
        await ImportAsync(Cell("OLD", 0, 0));
        _time.Advance(TimeSpan.FromDays(1));
        await ImportAsync(Cell("NEW", 0, 0));

        Assert.Equal("NEW", _registry.Locate(null, InBoth));
        Assert.Equal("OLD", (await _versions.AtAsync(Records.Noon.AddHours(5), default))!.Map.Locate(null, InBoth));
        Assert.Equal("NEW", (await _versions.AtAsync(Records.Noon.AddDays(1), default))!.Map.Locate(null, InBoth));
        Assert.Null(await _versions.AtAsync(Records.Noon.AddTicks(-1), default));
        Assert.Equal([Records.Noon.AddDays(1), null], (await _versions.ListAsync(default)).Select(version => version.ValidUntil));
    }

    [Fact]
    public async Task Import_OfTheSameGridsAgain_ChangesNothing()
    {
        await ImportAsync(Cell("A", 0, 0));
        _time.Advance(TimeSpan.FromDays(1));

        var outcome = await ImportAsync(Cell("A", 0, 0));

        Assert.Equal((GridImportAnswer.Unchanged, 1L), (outcome.Answer, outcome.Version!.Version));
        Assert.Single(await _versions.ListAsync(default));
    }

    [Fact]
    public async Task Import_ForATimeToCome_IsInForceFromThatInstant()
    {
        await ImportAsync(Cell("OLD", 0, 0));
        await StartTurnAsync(null, async _ =>
        {
            await ImportAsync([Cell("NEW", 0, 0)], Records.Noon.AddHours(3));
            Assert.Equal("OLD", _registry.Locate(null, InBoth));
            _time.Advance(TimeSpan.FromMinutes(179));
            Assert.Equal("OLD", _registry.Locate(null, InBoth));
            await Eventually.HoldsAsync("the new grids are in force", () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return _registry.Locate(null, InBoth) == "NEW";
            });
            Assert.True(_time.GetUtcNow() >= Records.Noon.AddHours(3));
        });
    }

    [Fact]
    public async Task Import_ForATimeThatHasPassedOrIsTaken_IsRefusedInWords()
    {
        Assert.Equal(GridImportAnswer.Imported, (await ImportAsync([Cell("A", 0, 0)], Records.Noon.AddYears(-1))).Answer);
        await ImportAsync([Cell("B", 0, 0)], Records.Noon.AddDays(1));

        var past = await ImportAsync([Cell("C", 0, 0)], Records.Noon.AddTicks(-1));
        var taken = await ImportAsync([Cell("C", 0, 0)], Records.Noon.AddDays(1));

        Assert.Equal((GridImportAnswer.Past, GridImportAnswer.Taken), (past.Answer, taken.Answer));
        Assert.Contains("has passed", past.Why!.Text.En, StringComparison.Ordinal);
        Assert.Contains("Version 2 begins at", taken.Why!.Text.En, StringComparison.Ordinal);
        Assert.Equal(2, (await _versions.ListAsync(default)).Count);
    }

    [Fact]
    public async Task Version_WhoseTimeHasNotCome_CanBeWithdrawnAndNoOther()
    {
        await ImportAsync(Cell("A", 0, 0));
        await ImportAsync([Cell("B", 0, 0)], Records.Noon.AddDays(1));

        Assert.Equal(GridImportAnswer.Past, (await _versions.WithdrawAsync(1, default)).Answer);
        Assert.Equal(GridImportAnswer.Withdrawn, (await _versions.WithdrawAsync(2, default)).Answer);
        Assert.Equal(GridImportAnswer.Unknown, (await _versions.WithdrawAsync(2, default)).Answer);
        Assert.Equal("A", (await _versions.AtAsync(Records.Noon.AddDays(2), default))!.Map.Locate(null, InBoth));
    }

    [Fact]
    public async Task Warnings_OfAnImport_StayWithItsVersion()
    {
        await ImportAsync(Cell("A", 0, 0), Cell("B", 40, 40));

        var warning = Assert.Single(Assert.Single(await _versions.ListAsync(default)).Warnings);
        Assert.Equal((GridProblemKind.Apart, GridSeverity.Warning), (warning.Kind, warning.Severity));
    }

    [Fact]
    public async Task File_AtTheStart_IsTakenOnceAndNeverBringsOldGridsBack()
    {
        var path = _folder.File("grids.geojson");
        await File.WriteAllTextAsync(path, Collection(Cell("FILE", 0, 0)));
        await StartTurnAsync(path, _ => Task.CompletedTask);
        await StartTurnAsync(path, _ => Task.CompletedTask);
        Assert.Equal("FILE", _registry.Locate(null, InBoth));
        Assert.Equal("--grids grids.geojson", Assert.Single(await _versions.ListAsync(default)).ImportedBy);

        _time.Advance(TimeSpan.FromDays(1));
        await ImportAsync(Cell("PEOPLE", 0, 0));
        await StartTurnAsync(path, _ => Task.CompletedTask);
        Assert.Equal("PEOPLE", _registry.Locate(null, InBoth));
        Assert.Contains(_log.Lines, line => line.Event == 2404);

        _time.Advance(TimeSpan.FromDays(1));
        await File.WriteAllTextAsync(path, Collection(Cell("EDITED", 0, 0)));
        await StartTurnAsync(path, _ => Task.CompletedTask);
        Assert.Equal("EDITED", _registry.Locate(null, InBoth));
        Assert.Equal(3, (await _versions.ListAsync(default)).Count);
    }

    [Fact]
    public async Task File_WithErrorsAtTheStart_ChangesNothingAndIsTold()
    {
        await ImportAsync(Cell("A", 0, 0));
        var path = _folder.File("grids.geojson");
        await File.WriteAllTextAsync(path, Collection(Cell("B", 0, 0), Cell("C", 0.5, 0)));

        await StartTurnAsync(path, _ => Task.CompletedTask);

        Assert.Equal("A", _registry.Locate(null, InBoth));
        Assert.Contains(_log.Lines, line => line.Event == 2401 && line.Text.Contains("cells B and C overlap", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Event == 2403);
    }

    [Fact]
    public async Task File_ThatIsNoGeoJsonAtTheStart_StopsIt()
    {
        var path = _folder.File("grids.geojson");
        await File.WriteAllTextAsync(path, "not json");

        var stopped = await Assert.ThrowsAsync<HubStartException>(() => StartTurnAsync(path, _ => Task.CompletedTask));

        Assert.Contains("grids.geojson", stopped.Message, StringComparison.Ordinal);
    }

    private Task<GridImport> ImportAsync(params string[] features) => ImportAsync(features, from: null);

    private Task<GridImport> ImportAsync(string[] features, DateTimeOffset? from) => _versions.ImportAsync(Read(features), "any", from, "zhang", default);

    private async Task StartTurnAsync(string? file, Func<GridTurn, Task> meanwhile)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        using var turn = new GridTurn(_versions, _registry, new AnyCodes(), new HubOptions { DataFolder = _folder.Path, GridsFile = file, Time = _time }, loggers.CreateLogger<GridTurn>());
        await turn.StartAsync(default);
        await meanwhile(turn);
        await turn.StopAsync(default);
    }
}
