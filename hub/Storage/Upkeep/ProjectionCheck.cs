using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage.Postgres;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>
/// Makes the rows of each case anew from its events, in memory, with the code that makes the live ones, and compares them
/// column by column with what the store has. Nothing is saved.
/// </summary>
internal sealed class ProjectionCheck(HubDb db, Action<string> tell)
{
    private const int EventsAtOnce = 2_000;

    /// <summary>No index finds the words of a case: so many are looked for at once, for the whole table is read each time.</summary>
    private const int WordsAtOnce = 500_000;

    private const string CaseId = nameof(CaseRow.CaseId);

    private readonly Dictionary<Type, EntityRows> _shapes = new[] { typeof(CaseRow), typeof(CaseAlertRow), typeof(CaseAssigneeRow), typeof(CaseWordRow) }
        .ToDictionary(type => type, type => EntityRows.Of(db.Model.FindEntityType(type)!));

    public async IAsyncEnumerable<Violation> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (after, wordsAfter, cases) = ("", "", 0);
        var words = new Dictionary<string, object?[]>();
        while (true)
        {
            var (last, count) = await NextAsync(after, cancellationToken);
            var told = new Dictionary<Type, Dictionary<string, object?[]>> { [typeof(CaseWordRow)] = words };
            foreach (var violation in await ReplayAsync(after, last, told, cancellationToken))
            {
                yield return violation;
            }

            foreach (var (type, shape) in _shapes.Where(shape => shape.Key != typeof(CaseWordRow)))
            {
                await foreach (var violation in CompareAsync(shape.Table, new TextRange(CaseId, after, last), told.GetValueOrDefault(type, []), cancellationToken))
                {
                    yield return violation;
                }
            }

            cases += count;
            if (last is null || words.Count > WordsAtOnce)
            {
                await foreach (var violation in CompareAsync(_shapes[typeof(CaseWordRow)].Table, new TextRange(CaseId, wordsAfter, last), words, cancellationToken))
                {
                    yield return violation;
                }

                tell($"… {cases} cases");
                words.Clear();
                wordsAfter = last ?? "";
            }

            if (last is null)
            {
                yield break;
            }

            after = last;
        }
    }

    /// <summary>The last of the next cases that have events, and how many they are; null when none follows.</summary>
    private async Task<(string? Last, int Count)> NextAsync(string after, CancellationToken cancellationToken)
    {
        // Distinct here, not there: SQLite would look for all that are left first.
        var next = await db.CaseEvents.Where(row => row.CaseId.CompareTo(after) > 0)
            .OrderBy(row => row.CaseId).ThenBy(row => row.Version).Select(row => row.CaseId).Take(EventsAtOnce)
            .ToListAsync(cancellationToken);
        return (next.LastOrDefault(), next.Distinct().Count());
    }

    private async Task<IReadOnlyList<Violation>> ReplayAsync(string after, string? last, Dictionary<Type, Dictionary<string, object?[]>> told, CancellationToken cancellationToken)
    {
        if (last is null)
        {
            return [];
        }

        var violations = new List<Violation>();
        var events = await db.CaseEvents.AsNoTracking()
            .Where(row => row.CaseId.CompareTo(after) > 0 && row.CaseId.CompareTo(last) <= 0)
            .OrderBy(row => row.CaseId).ThenBy(row => row.Version)
            .ToListAsync(cancellationToken);
        foreach (var ofOne in events.GroupBy(row => row.CaseId))
        {
            try
            {
                foreach (var entity in CaseProjection.RowsOf(ofOne.Aggregate(default(CaseState), (before, recorded) => CaseState.After(before, CaseEventJson.Read(recorded)))!))
                {
                    var shape = _shapes[entity.GetType()];
                    var row = shape.RowOf(entity);
                    told.TryAdd(entity.GetType(), []);
                    told[entity.GetType()][shape.Table.KeyOf(row)] = row;
                }
            }
            catch (Exception e) when (e is InvalidOperationException or JsonException)
            {
                violations.Add(new Violation($"case {ofOne.Key}", $"nothing can be made of its events: {e.Message.TrimEnd('.')}", Violation.Restore));
            }
        }

        return violations;
    }

    private async IAsyncEnumerable<Violation> CompareAsync(StoreTable table, TextRange range, Dictionary<string, object?[]> told, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in StoreRows.ReadAsync(db, table, range, cancellationToken))
        {
            var key = table.KeyOf(row);
            if (!told.Remove(key, out var should))
            {
                yield return new Violation($"row {key} of {table.Name}", "no event says so", Violation.Rebuild);
                continue;
            }

            for (var place = 0; place < row.Length; place++)
            {
                if (!Same(row[place], should[place]))
                {
                    yield return new Violation($"row {key} of {table.Name}", $"{table.Columns[place].Name} is '{row[place]}', and the events say '{should[place]}'", Violation.Rebuild);
                }
            }
        }

        foreach (var key in told.Keys)
        {
            yield return new Violation($"row {key} of {table.Name}", "it is missing, and the events say that it is there", Violation.Rebuild);
        }
    }

    private static bool Same(object? one, object? other) => (one, other) switch
    {
        (byte[] bytes, byte[] others) => bytes.AsSpan().SequenceEqual(others),
        (string text, string told) => text == told || text == StorableText.Of(told),
        _ => Equals(one, other),
    };
}
