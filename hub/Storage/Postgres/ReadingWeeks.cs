using System.Collections.Concurrent;
using System.Globalization;
using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>
/// The weeks of <c>reading_blocks</c>: each is a table of its own, <c>reading_blocks_20261123</c> by its Monday in UTC, which
/// holds what the hub took in it. A week that nobody needs any more goes as a whole, at once, whatever is in it.
/// </summary>
internal sealed class ReadingWeeks(NpgsqlDataSource source)
{
    public const string Table = "reading_blocks";

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, bool> _made = new();

    /// <summary>The table that readings taken at a moment are in.</summary>
    public static string NameOf(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Table}_{Monday(at):yyyyMMdd}");

    /// <summary>
    /// Makes the week's table if there is none. On a connection of its own, so that it is there whatever becomes of the
    /// transaction that needs it; and attached, not created in place, which would wait for everyone who reads.
    /// </summary>
    public async ValueTask MakeAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var name = NameOf(at);
        if (_made.ContainsKey(name))
        {
            return;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            DO $$ BEGIN
              CREATE TABLE IF NOT EXISTS {name} (LIKE {Table} INCLUDING ALL);
              IF NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = '{name}'::regclass) THEN
                ALTER TABLE {Table} ATTACH PARTITION {name} FOR VALUES FROM ({Monday(at).UtcTicks}) TO ({(Monday(at) + Week).UtcTicks});
              END IF;
            END $$
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _made[name] = true;
    }

    /// <summary>Drops the oldest week, if all of it is before a moment.</summary>
    /// <returns>False when there is none such.</returns>
    public async Task<bool> DropAsync(HubDb db, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var oldest = await db.Database
            .SqlQuery<string?>($"""SELECT min(relname)::text AS "Value" FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'reading_blocks'::regclass""")
            .SingleAsync(cancellationToken);
        if (oldest is null || string.CompareOrdinal(oldest, NameOf(before)) >= 0)
        {
            return false;
        }

        // Whoever reads all of it for long, as an export does, is not waited for with everyone else behind: there is a next hour.
        _made.TryRemove(oldest, out _);
        await using var drop = StoreRows.Command(db, $"SET LOCAL lock_timeout = '200ms'; DROP TABLE {oldest}");
        await drop.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private static DateTimeOffset Monday(DateTimeOffset at)
    {
        var day = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
