using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>Reads from the store what the page shows.</summary>
internal sealed class BoardReader(HubQueries queries)
{
    public async Task<BoardSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var counts = await queries.CountsAsync(cancellationToken);
        var recent = await queries.RecentAlertsAsync(2 * BoardSnapshot.MostAlerts, cancellationToken);
        var open = await queries.OpenAlertsAsync(BoardSnapshot.MostDots, cancellationToken);
        var steps = new List<StepColumn>();
        foreach (var step in Enum.GetValues<CaseStep>())
        {
            steps.Add(await ReadAsync(step, counts.Cases.GetValueOrDefault(step), cancellationToken));
        }

        return new BoardSnapshot
        {
            Alerts = BoardSnapshot.NewestOfEach(recent.Select(change => change.Alert)),
            Open = open,
            OpenByLevel = [.. Enum.GetValues<WarningLevel>().Select(level => counts.OpenAlerts.GetValueOrDefault(level))],
            Steps = steps,
            Gateways = await queries.GatewaysAsync(cancellationToken),
        };
    }

    private async Task<StepColumn> ReadAsync(CaseStep step, int count, CancellationToken cancellationToken)
    {
        var page = count == 0
            ? new CasePage([], null)
            : await queries.CasesAsync(new CaseFilter { Step = step, Limit = BoardSnapshot.MostCards }, cancellationToken);
        return new StepColumn(step, count, page.Cases);
    }
}
