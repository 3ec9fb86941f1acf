using System.Net;
using System.Text.RegularExpressions;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.Data.Sqlite;

namespace EdgeGrid.Hub.Tests.Ingest;

public sealed partial class CrashTests
{
    [Fact]
    public async Task Hub_KilledAfterTheCommitButBeforeTheAckArrived_TakesTheResendForADuplicate()
    {
        using var folder = new TemporaryFolder();
        RecordIdentity identity;
        var alert = Records.Alert();
        string epoch;
        await using (var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", "run", "--http", "0", "--mqtt", "0", "--data", folder.Path))
        {
            await hub.SaysAsync("gateways at", seconds: 60);
            using var gateway = await GatewayDouble.ConnectAsync(BrokerOf(hub.Output), "gw-1");
            await gateway.AnnounceAsync();
            (identity, epoch) = (gateway.Next(), gateway.Epoch);

            // Whatever ack comes, this gateway dies with the hub and has never seen it.
            _ = gateway.SendAsync(identity, alert).ContinueWith(lost => lost.Exception, TaskScheduler.Default);
            await Eventually.HoldsAsync("the case is on the disk", () => CasesIn(folder.File("hub.db")) == 1, seconds: 30);
            hub.Kill();
        }

        await using var again = await HubRig.StartAsync(folder: folder);
        using var sender = await GatewayDouble.ConnectAsync(again.Hub.MqttEndPoint!, "gw-1");

        var ack = await sender.SendAsync(identity, alert);

        Assert.Equal((AckOutcome.Duplicate, epoch), (ack.Outcome, ack.Epoch));
        Assert.Single((await again.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
    }

    private static long CasesIn(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM cases";
        return (long)command.ExecuteScalar()!;
    }

    private static IPEndPoint BrokerOf(string output) => IPEndPoint.Parse(Gateways().Match(output).Groups["at"].Value);

    [GeneratedRegex(@"gateways at (?<at>[\d.]+:\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gateways();
}
