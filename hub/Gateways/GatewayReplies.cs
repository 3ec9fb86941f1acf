using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Gateways;

/// <summary>Puts what gateways say of their configuration and of commands into an open transaction. Said again it changes nothing.</summary>
internal static class GatewayReplies
{
    /// <summary>Keeps a report in place of the one before.</summary>
    public static async Task KeepAsync(HubDb db, ReportedConfiguration report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gateway = report.Gateway.ToString();
        var json = JsonSerializer.Serialize(report, WireJson.Wire.ReportedConfiguration);
        if (await db.Reports().FindAsync([gateway], cancellationToken) is { } row)
        {
            (row.Report, row.ReceivedAt) = (json, now);
        }
        else
        {
            db.Reports().Add(new GatewayReportRow { Gateway = gateway, Report = json, ReceivedAt = now });
        }
    }

    /// <summary>Keeps the answer of a command, also one that comes when nobody expected it any more.</summary>
    /// <returns>False when this gateway was asked no such thing.</returns>
    public static async Task<bool> KeepAsync(HubDb db, CommandAnswer answer, CancellationToken cancellationToken)
    {
        if (await db.Commands().FindAsync([answer.Id], cancellationToken) is not { } row || row.Gateway != answer.Gateway.ToString())
        {
            return false;
        }

        // The first answer counts: a gateway does nothing twice.
        if (row.Outcome is null)
        {
            (row.Outcome, row.Words, row.AnsweredAt) = (answer.Outcome, QuarantineRows.Bounded(answer.Words), answer.At);
        }

        return true;
    }
}
