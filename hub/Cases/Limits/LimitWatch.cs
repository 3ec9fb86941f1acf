using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>
/// Says when limits come near and when they have passed, and ends suspensions whose time is over: one timer for the earliest change, set anew whenever a case
/// changes. What is still to be told stands in <see cref="CaseLimitRow"/>, so that a hub that was down tells it when it is
/// back: each once, in the order in which it fell due, with the instant at which it did.
/// </summary>
internal sealed class LimitWatch(IDbContextFactory<HubDb> store, CaseDesk desk, LiveFeed feed, TimeProvider time, ILogger<LimitWatch> logger) : BackgroundService
{
    /// <summary>Who warns.</summary>
    public static readonly Caller Watch = new("limit-watch", Role.Administrator) { IsHub = true };

    private static readonly Phrase SuspensionOver = new("the time for which it was suspended is over", "挂账期满");

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>What a case did not take: not tried again before the hub starts again, or the limit changes.</summary>
    private readonly HashSet<(string CaseId, string Stage, DateTimeOffset At)> _refused = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Rings from before the store is read, or a change between the two would wait for the next one.
        using var bell = feed.Subscribe(capacity: 1, only: change => change is CaseChanged changed && MovesLimits(changed.Event));
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (bell.Changes.TryRead(out _))
                {
                    // However often it rang: the store is read once.
                }

                var next = await TellAsync(stoppingToken);
                pause = FirstPause;
                await LimitTimer.WaitAsync(next, bell.Changes, time, logger, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LimitLog.Failed(logger, e, pause.TotalSeconds);
                await Task.Delay(pause, time, stoppingToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    /// <summary>Most of what happens to cases is about alerts.</summary>
    private static bool MovesLimits(string happened) =>
        happened is not (nameof(CaseReported) or nameof(StormReported) or nameof(ProblemReported) or nameof(AlertJoined) or nameof(AlertEscalated) or nameof(AlertCleared) or nameof(LevelRaised));

    /// <summary>Tells what is due, and answers when something is next.</summary>
    private async Task<DateTimeOffset?> TellAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var earliest = await EarliestAsync(cancellationToken);
            if (earliest is null || earliest.NextChangeAt > time.GetUtcNow())
            {
                return earliest?.NextChangeAt;
            }

            await TellAsync(earliest, cancellationToken);
        }
    }

    private async Task<CaseLimitRow?> EarliestAsync(CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var earliest = await db.CaseLimits().AsNoTracking()
            .Where(row => row.NextChangeAt != null)
            .OrderBy(row => row.NextChangeAt).ThenBy(row => row.CaseId).ThenBy(row => row.Place)
            .Take(_refused.Count + 1)
            .ToListAsync(cancellationToken);
        return earliest.Find(row => !_refused.Contains(KeyOf(row)));
    }

    private async Task TellAsync(CaseLimitRow row, CancellationToken cancellationToken)
    {
        CaseCommand command = row switch
        {
            { ResumesAt: not null } => new ResumeCase(SuspensionOver),
            { IsWarningNext: true, DueAt: { } due } => new WarnOfLimit(row.Stage, due),
            { DueAt: { } due } => new NoteLimitPassed(row.Stage, due, await ResponsibleAsync(row, cancellationToken)),
            _ => throw new InvalidOperationException($"Limit «{row.Stage}» of case {row.CaseId} is due and not: rebuild the projections."),
        };
        var outcome = await desk.ExecuteAsync(row.CaseId, command, Watch, null, cancellationToken);
        if (outcome is not { Answer: DeskAnswer.Done, Notices.Count: > 0 })
        {
            _refused.Add(KeyOf(row));
            LimitLog.Refused(logger, row.CaseId, row.Stage, outcome.Why?.Text.En ?? "it has been told already");
        }
    }

    /// <summary>The department that has the case; before anyone has, the one of the rule.</summary>
    private async Task<string> ResponsibleAsync(CaseLimitRow row, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(found => found.CaseId == row.CaseId).Select(found => found.Department).SingleOrDefaultAsync(cancellationToken) ?? row.Department;
    }

    private static (string CaseId, string Stage, DateTimeOffset At) KeyOf(CaseLimitRow row) => (row.CaseId, row.Stage, row.NextChangeAt!.Value);
}
