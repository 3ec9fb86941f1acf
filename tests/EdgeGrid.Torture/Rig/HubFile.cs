using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EdgeGrid.Torture.Rig;

/// <summary>
/// The hub's store while the hub works, read from its file with SQL of our own: an account that used the hub's code
/// would share its mistakes.
/// </summary>
/// <param name="folder">The hub's data.</param>
internal sealed class HubFile(string folder)
{
    private readonly HashSet<AlertIdentity> _lossLines = [];

    /// <summary>
    /// Lines of the gateways' ledgers that stand in the store, or stood there at an earlier call: the hub keeps the newest
    /// of each gateway only, so a long run has to take them down on its way.
    /// </summary>
    public IReadOnlyCollection<AlertIdentity> TakeDownLossLines()
    {
        _lossLines.UnionWith(Query("SELECT Gateway, Epoch, Sequence FROM losses", row => new AlertIdentity(row.GetString(0), row.GetString(1), row.GetInt64(2))));
        return _lossLines;
    }

    /// <summary>Whether a transition is committed.</summary>
    public bool Has(AlertIdentity identity) => Query(
        "SELECT 1 FROM alerts WHERE Gateway = $gateway AND Epoch = $epoch AND Sequence = $sequence",
        _ => true,
        ("$gateway", identity.Gateway), ("$epoch", identity.Epoch), ("$sequence", identity.Sequence)).Count > 0;

    /// <summary>All that is committed of one gateway.</summary>
    public IReadOnlySet<AlertIdentity> Of(string gateway) => Query(
        "SELECT Epoch, Sequence FROM alerts WHERE Gateway = $gateway",
        row => new AlertIdentity(gateway, row.GetString(0), row.GetInt64(1)),
        ("$gateway", gateway)).ToHashSet();

    /// <summary>A gateway's own last word about itself.</summary>
    public GatewayWord? LastWord(string gateway)
    {
        if (Query("SELECT Status FROM gateways WHERE Gateway = $gateway", row => row.GetString(0), ("$gateway", gateway)) is not [{ Length: > 0 } text])
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        var (status, alerts) = (json.RootElement, json.RootElement.GetProperty("alerts"));
        return new GatewayWord(
            status.GetProperty("at").GetDateTimeOffset(),
            status.GetProperty("online").GetBoolean(),
            alerts.GetProperty("epoch").GetString()!,
            alerts.GetProperty("lastSequence").GetInt64(),
            alerts.GetProperty("pending").GetInt64());
    }

    /// <summary>Rows of a question.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        using var store = new SqliteConnection($"Data Source={Path.Combine(folder, "hub.db")};Mode=ReadOnly;Pooling=False");
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

/// <summary>What a gateway said last of its alerts.</summary>
/// <param name="At">When, by its clock.</param>
/// <param name="Online">False in its farewell.</param>
/// <param name="Epoch">Of the lane.</param>
/// <param name="LastSequence">The highest that it has given away.</param>
/// <param name="Pending">What the hub has not acknowledged.</param>
internal sealed record GatewayWord(DateTimeOffset At, bool Online, string Epoch, long LastSequence, long Pending);
