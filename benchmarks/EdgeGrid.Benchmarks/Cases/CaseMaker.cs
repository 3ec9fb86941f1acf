using System.Globalization;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Benchmarks.Cases;

/// <summary>
/// Fills an empty store with cases of three years: events by the hub's own decider, rows by its own projection, written
/// by the store's own bulk way in. <c>hub verify</c> finds nothing in it. The same number makes the same cases.
/// </summary>
internal sealed class CaseMaker(HubStore store, Action<string> tell)
{
    private const int Days = 3 * 365;
    private const int AtOnce = 10_000;

    private readonly Random _dice = new(1);
    private readonly Dictionary<Type, EntityRows> _shapes = [];
    private long _position;
    private long _alert;

    /// <summary>Makes so many, the last of them now.</summary>
    /// <exception cref="InvalidDataException">The store has cases.</exception>
    public async Task MakeAsync(int cases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        if (await db.CaseEvents.AnyAsync(cancellationToken))
        {
            throw new InvalidDataException($"{store.Engine.Name} has cases: choose an empty store.");
        }

        var story = new CaseStory(_dice, new DistrictWords());
        var (first, step, started) = (now.AddDays(-Days), TimeSpan.FromDays(Days) / cases, TimeProvider.System.GetTimestamp());
        var (day, number) = ("", 0);
        var days = new List<CaseDayRow>();
        for (var made = 0; made < cases;)
        {
            var rows = new List<object>();
            for (var end = Math.Min(cases, made + AtOnce); made < end; made++)
            {
                var at = first + (step * made);
                var its = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
                (day, number) = its == day ? (day, number + 1) : (its, 1);
                if (number == 1)
                {
                    days.Add(new CaseDayRow { Day = day, Digits = 6 });
                }

                days[^1].Last = number;
                AddTo(rows, story.Tell(string.Create(CultureInfo.InvariantCulture, $"{day}-{number:D6}"), at, now));
            }

            await WriteAsync(db, rows, cancellationToken);
            tell(string.Create(CultureInfo.InvariantCulture, $"{made:N0} of {cases:N0} cases, {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s"));
        }

        await WriteAsync(db, [.. days], cancellationToken);
    }

    private void AddTo(List<object> rows, (CaseState State, IReadOnlyList<RecordedEvent> Events, IReadOnlyList<AlertRow> Alerts) told)
    {
        rows.AddRange(CaseProjection.RowsOf(told.State));
        foreach (var recorded in told.Events)
        {
            var row = CaseEventJson.Write(recorded);
            row.Position = ++_position;
            rows.Add(row);
        }

        foreach (var alert in told.Alerts)
        {
            alert.Id = ++_alert;
            rows.Add(alert);
        }
    }

    private async Task WriteAsync(HubDb db, IReadOnlyList<object> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var alike in rows.GroupBy(row => row.GetType()))
        {
            if (!_shapes.TryGetValue(alike.Key, out var shape))
            {
                _shapes[alike.Key] = shape = EntityRows.Of(db.Model.FindEntityType(alike.Key)!);
            }

            await using var writer = store.Engine.WriterOf(db, shape.Table);
            foreach (var row in alike)
            {
                await writer.WriteAsync(shape.RowOf(row), cancellationToken);
            }

            await writer.CompleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
