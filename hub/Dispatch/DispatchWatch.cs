using System.Threading.Channels;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>
/// Sees what has to be dispatched and whose time to answer is over. It waits for the next step of a case, or for the
/// earliest deadline, whichever comes first: nothing is polled. All it needs stands in the store, so a hub that was down
/// does at its start what has become due meanwhile.
/// </summary>
internal sealed partial class DispatchWatch(DispatchClerk clerk, Workload workload, DispatchRuleBook book, DispatchSources sources, ILogger<DispatchWatch> logger) : BackgroundService
{
    private const int Capacity = 4096;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan PickUpPause = TimeSpan.FromSeconds(1);

    /// <summary>After these a case may have to reach somebody.</summary>
    private static readonly HashSet<string> Calls = ["CaseFiled", "CaseRefused", "CaseSplitOff", "LevelRaised"];

    /// <summary>What sensors say without changing anything for people: many, and none of our business.</summary>
    private static readonly HashSet<string> Noise = ["CaseReported", "StormReported", "AlertJoined", "AlertEscalated", "AlertCleared"];

    private readonly Channel<bool> _otherRules = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Nobody is left to go to, or the case does not take it: left alone until something happens to it.</summary>
    private readonly HashSet<string> _stuck = [];

    private volatile bool _lookAtAll;
    private DateTimeOffset? _next;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = sources.Store.CreateDbContext())
        {
            await book.LoadAsync(db, cancellationToken);
        }

        book.Changed = () =>
        {
            _lookAtAll = true;
            _otherRules.Writer.TryWrite(true);
        };
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Stumbled(logger, e);
                await Task.Delay(PickUpPause, sources.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch when (stoppingToken.IsCancellationRequested)
            {
                // The end. After a start that failed, what it works with may be gone before it.
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var steps = sources.Feed.Subscribe(Capacity, change => change is CaseChanged step && !Noise.Contains(step.Event));
        var missed = 0L;
        _lookAtAll = true;
        while (true)
        {
            var (called, deadlinesChanged) = Drain(steps);
            if (_lookAtAll || steps.Missed > missed)
            {
                (_lookAtAll, missed, deadlinesChanged) = (false, steps.Missed, true);
                _stuck.Clear();
                called.UnionWith(await LookAtAllAsync(cancellationToken));
            }

            if (deadlinesChanged || _next <= sources.Time.GetUtcNow())
            {
                called.UnionWith(await ReadDeadlinesAsync(cancellationToken));
            }

            foreach (var caseId in called.Order(StringComparer.Ordinal))
            {
                if (!await clerk.AttendAsync(caseId, cancellationToken))
                {
                    _stuck.Add(caseId);
                }
            }

            if (called.Count > 0)
            {
                await ReadDeadlinesAsync(cancellationToken);
            }

            await WaitAsync(steps, cancellationToken);
        }
    }

    private (HashSet<string> Called, bool DeadlinesChanged) Drain(LiveSubscription steps)
    {
        var (called, deadlinesChanged) = (new HashSet<string>(), false);
        while (steps.Changes.TryRead(out var change))
        {
            if (change is CaseChanged step)
            {
                workload.Take(step.Case);
                _stuck.Remove(step.Case.CaseId);
                deadlinesChanged |= step.Event != "CaseFiled";
                if (Calls.Contains(step.Event) && IsAutomatic(DispatchSubject.Of(step.Case)))
                {
                    called.Add(step.Case.CaseId);
                }
            }
        }

        return (called, deadlinesChanged);
    }

    /// <summary>At the start, after other rules, and when steps were missed.</summary>
    private async Task<List<string>> LookAtAllAsync(CancellationToken cancellationToken)
    {
        await using var db = sources.Store.CreateDbContext();
        await workload.LoadAsync(db, cancellationToken);
        if (!book.Now.Rules.Rules.Any(rule => rule.Automatic))
        {
            return [];
        }

        var filed = await db.Cases.AsNoTracking()
            .Where(row => row.Step == CaseStep.Filed)
            .Select(row => new { row.CaseId, Subject = new DispatchSubject(row.Kind, row.Category, row.Grid, row.Level, row.Simulated) })
            .ToListAsync(cancellationToken);
        return [.. filed.Where(one => IsAutomatic(one.Subject)).Select(one => one.CaseId)];
    }

    private bool IsAutomatic(DispatchSubject subject) => book.Now.For(subject) is { Automatic: true };

    /// <summary>The cases whose time to answer is over; and what the earliest deadline of the others is.</summary>
    private async Task<List<string>> ReadDeadlinesAsync(CancellationToken cancellationToken)
    {
        var now = sources.Time.GetUtcNow();
        await using var db = sources.Store.CreateDbContext();
        var waiting = db.Cases.AsNoTracking().Where(row => row.Step == CaseStep.Dispatched && row.AnswerBy != null);
        var overdue = await waiting.Where(row => row.AnswerBy <= now).OrderBy(row => row.AnswerBy).Select(row => row.CaseId).ToListAsync(cancellationToken);
        _next = await waiting.Where(row => row.AnswerBy > now).MinAsync(row => row.AnswerBy, cancellationToken);
        overdue.RemoveAll(_stuck.Contains);
        if (overdue.Count > 0)
        {
            // Whoever is here a second time was acted on and is overdue again: at once.
            _next = now;
        }

        return overdue;
    }

    private async Task WaitAsync(LiveSubscription steps, CancellationToken cancellationToken)
    {
        var left = _next is { } next ? next - sources.Time.GetUtcNow() : Longest;
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] bells =
        [
            steps.Changes.WaitToReadAsync(woken.Token).AsTask(),
            _otherRules.Reader.WaitToReadAsync(woken.Token).AsTask(),
            Task.Delay(left < Longest ? left : Longest, sources.Time, woken.Token),
        ];
        await Task.WhenAny(bells);
        await woken.CancelAsync();
        await Task.WhenAll(bells).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _otherRules.Reader.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(2752, LogLevel.Error, "Dispatch stumbled, and looks at everything again")]
    private static partial void Stumbled(ILogger logger, Exception e);
}

/// <summary>What the watch looks at.</summary>
internal sealed record DispatchSources(HubStore Store, LiveFeed Feed, TimeProvider Time);
