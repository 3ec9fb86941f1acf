using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Client;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>Puts together what the page shows: from what it showed, from what was told since, and from what only the API can say.</summary>
internal sealed class BoardReader(HubClient hub)
{
    /// <summary>As everything stands after <paramref name="news"/>.</summary>
    /// <exception cref="HttpRequestException">The hub refuses or does not answer; the message says why, for people.</exception>
    public async Task<BoardSnapshot> ReadAsync(BoardSnapshot before, BoardNews news, CancellationToken cancellationToken)
    {
        var now = before with
        {
            Alerts = Pictured(await AlertsAsync(before, news, cancellationToken), news),
            Gateways = await GatewaysAsync(before, news, cancellationToken),
            CaseChanges = before.CaseChanges + One(news.OfCases || news.OfAlerts || news.Pictures.Count > 0),
            ConfigurationChanges = before.ConfigurationChanges + One(news.Configurations || news.Unknown.Contains(BoardNews.Gateways)),
            CommandChanges = before.CommandChanges + One(news.Commands || news.Unknown.Contains(BoardNews.Gateways)),
        };
        if (!news.OfAlerts && !news.OfCases)
        {
            return now;
        }

        var counts = await hub.GetAsync<HubCounts>("counts", cancellationToken);
        return now with
        {
            Open = await hub.GetAsync<AlertView[]>($"alerts/open?limit={BoardSnapshot.MostDots}", cancellationToken),
            OpenByLevel = [.. Enum.GetValues<WarningLevel>().Select(level => counts.OpenAlerts.GetValueOrDefault(level))],
            Steps = await StepsAsync(before, news, counts, cancellationToken),
        };
    }

    private static long One(bool happened) => happened ? 1 : 0;

    private async Task<IReadOnlyList<AlertView>> AlertsAsync(BoardSnapshot before, BoardNews news, CancellationToken cancellationToken)
    {
        if (news.Unknown.Contains(BoardNews.Alerts))
        {
            return BoardSnapshot.NewestOfEach((await hub.GetAsync<Page<AlertView>>($"alerts?limit={2 * BoardSnapshot.MostAlerts}", cancellationToken)).Items);
        }

        // What was read anew may know more than what is told after it.
        return news.Transitions.Count == 0 ? before.Alerts : BoardSnapshot.NewestOfEach(news.Transitions.Concat(before.Alerts).OrderByDescending(alert => alert.CommittedAt));
    }

    private static IReadOnlyList<AlertView> Pictured(IReadOnlyList<AlertView> alerts, BoardNews news) => news.Pictures.Count == 0
        ? alerts
        : [.. alerts.Select(alert => news.Pictures.Contains((alert.Gateway, alert.AlertId)) ? alert with { HasEvidence = true } : alert)];

    private async Task<IReadOnlyList<GatewayView>> GatewaysAsync(BoardSnapshot before, BoardNews news, CancellationToken cancellationToken)
    {
        if (news.Unknown.Contains(BoardNews.Gateways))
        {
            return await hub.GetAsync<GatewayView[]>("gateways", cancellationToken);
        }

        return news.Changed.Count == 0
            ? before.Gateways
            : [.. before.Gateways.Where(gateway => !news.Changed.ContainsKey(gateway.Gateway)).Concat(news.Changed.Values).OrderBy(gateway => gateway.Gateway.ToString(), StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<StepColumn>> StepsAsync(BoardSnapshot before, BoardNews news, HubCounts counts, CancellationToken cancellationToken)
    {
        var steps = new List<StepColumn>();
        foreach (var column in before.Steps)
        {
            var count = counts.Cases.GetValueOrDefault(column.Step);
            var isAsBefore = count == column.Count && !news.Steps.Contains(column.Step) && !news.Unknown.Contains(BoardNews.Cases);
            steps.Add(isAsBefore ? column : new StepColumn(column.Step, count, count == 0 ? [] : await CasesAsync(column.Step, cancellationToken)));
        }

        return steps;
    }

    private async Task<IReadOnlyList<CaseView>> CasesAsync(CaseStep step, CancellationToken cancellationToken) =>
        (await hub.GetAsync<CasePage>($"cases?step={HubClient.Word(step)}&limit={BoardSnapshot.MostCards}", cancellationToken)).Cases;
}
