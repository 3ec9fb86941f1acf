using System.Data;
using System.Data.Common;
using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Upkeep;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// What is known of a batch's alerts already: which records are committed, and to which cases the alerts belong. The store
/// is asked once for many, in SQL that both stores speak; what the batch takes is known from then on.
/// </summary>
internal sealed class KnownAlerts(HubDb db) : IAsyncDisposable
{
    /// <summary>So many are asked for at once; fewer one by one, or as many times the last.</summary>
    private const int AtOnce = 32;

    // A look into an index for each, whatever the planner thinks of the size of the tables: so it stays when they grow.
    private const string Ask =
        "SELECT column1, " +
        "(SELECT count(*) FROM alerts WHERE \"Gateway\" = column2 AND \"Epoch\" = column3 AND \"Sequence\" = column4), " +
        "(SELECT \"Crc\" FROM alerts WHERE \"Gateway\" = column2 AND \"Epoch\" = column3 AND \"Sequence\" = column4), " +
        "(SELECT \"CaseId\" FROM case_alerts WHERE \"Gateway\" = column2 AND \"AlertId\" = column5) " +
        "FROM (VALUES ";

    private static readonly DbType[] Asked = [DbType.Int32, DbType.String, DbType.String, DbType.Int64, DbType.String];

    private readonly Dictionary<RecordIdentity, KnownRecord> _records = [];
    private readonly Dictionary<(GatewayId Gateway, string AlertId), string> _cases = [];
    private DbCommand? _one;
    private DbCommand? _many;

    /// <summary>Asks the store for these.</summary>
    public async Task LoadAsync(IReadOnlyList<AcceptedAlert> alerts, CancellationToken cancellationToken)
    {
        for (var from = 0; from < alerts.Count;)
        {
            var count = alerts.Count - from < AtOnce / 4 ? 1 : Math.Min(AtOnce, alerts.Count - from);
            var command = count == 1 ? _one ??= Prepare(1) : _many ??= Prepare(AtOnce);
            for (var place = 0; place < command.Parameters.Count / Asked.Length; place++)
            {
                Set(command, place, alerts[from + Math.Min(place, count - 1)]);
            }

            await ReadAsync(command, alerts, from, count, cancellationToken);
            from += count;
        }
    }

    /// <summary>The record that is committed, or taken, under an identity; null when there is none.</summary>
    public KnownRecord? RecordOf(RecordIdentity identity) => _records.GetValueOrDefault(identity);

    /// <summary>The case that has an alert; null when none has.</summary>
    public string? CaseOf(AcceptedAlert accepted) => _cases.GetValueOrDefault((accepted.Identity.Gateway, accepted.Alert.AlertId));

    /// <summary>The batch has taken an alert to a case.</summary>
    public void Take(AcceptedAlert accepted, long? crc, string caseId)
    {
        _records[accepted.Identity] = new KnownRecord(crc);
        _cases[(accepted.Identity.Gateway, accepted.Alert.AlertId)] = caseId;
    }

    /// <summary>Cases that went up in another: it has their alerts now.</summary>
    public void Move(IReadOnlyList<string> cases, string into)
    {
        foreach (var alert in cases.Count == 0 ? [] : _cases.Where(known => cases.Contains(known.Value)).Select(known => known.Key).ToList())
        {
            _cases[alert] = into;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_one?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_many?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task ReadAsync(DbCommand command, IReadOnlyList<AcceptedAlert> alerts, int from, int count, CancellationToken cancellationToken)
    {
        await using var answers = await command.ExecuteReaderAsync(cancellationToken);
        while (await answers.ReadAsync(cancellationToken))
        {
            if (answers.GetInt32(0) is var place && place >= count)
            {
                continue;
            }

            var asked = alerts[from + place];
            if (answers.GetInt64(1) > 0)
            {
                _records[asked.Identity] = new KnownRecord(answers.IsDBNull(2) ? null : answers.GetInt64(2));
            }

            if (!answers.IsDBNull(3))
            {
                _cases[(asked.Identity.Gateway, asked.Alert.AlertId)] = answers.GetString(3);
            }
        }
    }

    private DbCommand Prepare(int count)
    {
        var rows = Enumerable.Range(0, count).Select(row => $"({string.Join(", ", Asked.Select((_, column) => Name(row, column)))})");
        var command = StoreRows.Command(db, $"{Ask}{string.Join(", ", rows)}) AS asked");
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < Asked.Length; column++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.DbType) = (Name(row, column), Asked[column]);
                command.Parameters.Add(parameter);
            }
        }

        return command;
    }

    private static string Name(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"@p{row}_{column}");

    private static void Set(DbCommand command, int place, AcceptedAlert accepted)
    {
        var at = place * Asked.Length;
        command.Parameters[at].Value = place;
        command.Parameters[at + 1].Value = accepted.Identity.Gateway.ToString();
        command.Parameters[at + 2].Value = accepted.Identity.Epoch;
        command.Parameters[at + 3].Value = accepted.Identity.Sequence;
        command.Parameters[at + 4].Value = accepted.Alert.AlertId;
    }
}
