using Microsoft.Data.Sqlite;

namespace EdgeGrid.Torture.Rig;

/// <summary>Names one transition of an alert of the one gateway under test.</summary>
internal readonly record struct AlertIdentity(string Epoch, long Sequence)
{
    public override string ToString() => $"{Epoch}/{Sequence}";
}

/// <summary>
/// What stands in the hub's store, read from its file with SQL of our own: an account that used the hub's code would
/// share its mistakes.
/// </summary>
/// <param name="Alerts">Transitions, as often as they are there.</param>
/// <param name="Cases">How many.</param>
/// <param name="Twice">Transitions or alerts that are there twice, in words.</param>
internal sealed record HubRecords(IReadOnlyList<AlertIdentity> Alerts, int Cases, IReadOnlyList<string> Twice)
{
    public static HubRecords Read(string hubFolder)
    {
        using var store = new SqliteConnection($"Data Source={Path.Combine(hubFolder, "hub.db")};Mode=ReadOnly;Pooling=False");
        store.Open();
        var alerts = Query(store, "SELECT Epoch, Sequence FROM alerts", row => new AlertIdentity(row.GetString(0), row.GetInt64(1)));
        var entries = Query(
            store,
            "SELECT json_extract(Data, '$.alert.alertId') FROM case_events WHERE Type IN ('CaseReported', 'AlertJoined')",
            row => row.GetString(0));
        return new HubRecords(
            alerts,
            (int)Query(store, "SELECT COUNT(*) FROM cases", row => row.GetInt64(0))[0],
            [
                .. Repeated(alerts).Select(identity => $"transition {identity} is in the store twice"),
                .. Repeated(entries).Select(alert => $"alert {alert} opened or joined a case twice"),
            ]);
    }

    private static IEnumerable<T> Repeated<T>(IEnumerable<T> all) => all.GroupBy(one => one).Where(same => same.Count() > 1).Select(same => same.Key);

    private static List<T> Query<T>(SqliteConnection store, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = store.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
