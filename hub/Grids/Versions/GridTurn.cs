using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids.Reading;

namespace EdgeGrid.Hub.Grids.Versions;

/// <summary>
/// Has the right grids in force: at the start, before anything is located, and whenever a version's time comes. At the
/// start it also takes the file that the hub was given, when its content is news.
/// </summary>
internal sealed class GridTurn(GridVersions versions, GridRegistry registry, IGridCodeScheme codes, HubOptions options, ILogger<GridTurn> logger) : IHostedService, IDisposable
{
    /// <summary>The wall clock may be set meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int ProblemsTold = 20;

    // Not a BackgroundService: one that is disposed before its task has begun, as in a hub that cannot start, makes the
    // host complain of it.
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <exception cref="HubStartException">The file of grids is none.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.GridsFile is { } path)
        {
            await TakeAsync(path, cancellationToken);
        }

        await versions.RefreshAsync(cancellationToken);
        Tell();
        var stoppingToken = _stopping.Token;
        _running = Task.Run(() => RunAsync(stoppingToken), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = versions.Changed;
            var next = await NextAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(Until(next), options.Time, waiting.Token));
            await waiting.CancelAsync();
        }
    }

    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var before = registry.Current.Version?.Version;
        try
        {
            var next = await versions.RefreshAsync(cancellationToken);
            if (registry.Current.Version?.Version != before)
            {
                Tell();
            }

            return next;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // A hub that cannot start takes everything down at once: whatever this was in the middle of has failed.
            return null;
        }
        catch (Exception e)
        {
            GridLog.TurnFailed(logger, e);
            return options.Time.GetUtcNow() + LongestWait;
        }
    }

    private TimeSpan Until(DateTimeOffset? next)
    {
        if (next is not { } at)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var wait = at - options.Time.GetUtcNow();
        return wait > LongestWait ? LongestWait : wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private async Task TakeAsync(string path, CancellationToken cancellationToken)
    {
        var reading = Read(path);
        foreach (var problem in reading.Report.Problems.Take(ProblemsTold))
        {
            GridLog.Problem(logger, path, problem);
        }

        if (reading.Report.Errors + reading.Report.Warnings is var found and > ProblemsTold)
        {
            GridLog.MoreProblems(logger, path, found - ProblemsTold);
        }

        if (!reading.IsUsable)
        {
            GridLog.NotTaken(logger, path, reading.Report.Errors);
            return;
        }

        // A file that has been a version already is not news: the grids that were imported since then are.
        var fingerprint = new GridMap(reading.Name, reading.Cells, reading.Areas).Fingerprint();
        var all = await versions.ListAsync(cancellationToken);
        if (all.LastOrDefault(version => version.Fingerprint == fingerprint) is not { } known)
        {
            await versions.ImportAsync(reading, codes.Name, from: null, $"--grids {Path.GetFileName(path)}", cancellationToken);
        }
        else if (known != all[^1])
        {
            GridLog.Superseded(logger, path, known.Version, all[^1].Version);
        }
    }

    private GridReading Read(string path)
    {
        try
        {
            var reading = GridFile.Read(path, codes);
            return reading.Report.Problems.FirstOrDefault(problem => problem.Kind == GridProblemKind.NotGeoJson && problem.Feature is null) is { } problem
                ? throw new HubStartException($"The grids in {path} cannot be read: {problem.Text}.")
                : reading;
        }
        catch (InvalidDataException e)
        {
            throw new HubStartException(e.Message, e);
        }
    }

    private void Tell()
    {
        if (registry.Current is { Version: { } version })
        {
            GridLog.Valid(logger, version.Cells, version.Version);
        }
    }
}
