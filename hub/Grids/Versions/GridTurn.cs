using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids.Reading;

namespace EdgeGrid.Hub.Grids.Versions;

/// <summary>
/// Has the right grids in force: at the start, before anything is located, and whenever a version's time comes. At the
/// start it also takes the file that the hub was given, when its content is news.
/// </summary>
internal sealed class GridTurn(GridVersions versions, GridRegistry registry, IGridCodeScheme codes, HubOptions options, ILogger<GridTurn> logger) : BackgroundService
{
    /// <summary>The wall clock may be set meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int ProblemsTold = 20;

    /// <exception cref="HubStartException">The file of grids is none.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.GridsFile is { } path)
        {
            await TakeAsync(path, cancellationToken);
        }

        await versions.RefreshAsync(cancellationToken);
        Tell();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = versions.Changed;
            var next = await NextAsync(stoppingToken);
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
        catch (Exception e) when (e is not OperationCanceledException)
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
