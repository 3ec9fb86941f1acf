using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Api;

/// <summary>What the API tells as it happens.</summary>
internal static class Streams
{
    private const string Alerts = ApiEndpoints.Root + "/alerts/stream";

    private const string Cases = ApiEndpoints.Root + "/cases/stream";

    private const string Gateways = ApiEndpoints.Root + "/gateways/stream";

    public static void MapStreams(this WebApplication app)
    {
        var json = app.Services.GetRequiredService<IOptions<JsonOptions>>();
        var alerts = new StreamTail(AlertsOf(app.Services.GetRequiredService<HubQueries>()), json);
        var cases = new StreamTail(CaseTrailStream.Of(app.Services.GetRequiredService<IDbContextFactory<HubDb>>()), json);
        app.MapGet(Alerts, (HttpContext context, EventStream stream) => stream.WriteAsync(context, alerts, new StreamNews(PictureOf)))
            .WithSummary("Transitions of alerts as they are committed, and pictures that arrive later: server-sent events")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Requires(Permission.ReadAlerts);
        app.MapGet(Cases, (HttpContext context, EventStream stream) => stream.WriteAsync(context, cases, StreamNews.None))
            .WithSummary("Events of cases as they are committed: server-sent events")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Requires(Permission.ReadCases);
        app.MapGet(Gateways, (HttpContext context, EventStream stream) => stream.WriteAsync(context, tail: null, GatewayNews(Languages.Settle(context))))
            .WithSummary("Gateways as they change, their configurations and commands: server-sent events without ids. Whoever listens anew reads anew")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Requires(Permission.ReadGateways);
    }

    /// <summary>True for what has no end to answer HEAD with.</summary>
    public static bool Is(PathString path) => path == Alerts || path == Cases || path == Gateways;

    private static NewsItem? PictureOf(LiveChange change) =>
        change is AlertChanged { Alert: { HasEvidence: true } alert } ? new("picture", $"{alert.Gateway} {alert.AlertId}", new PictureTold(alert.Gateway, alert.AlertId)) : null;

    private static StreamNews GatewayNews(Language language) => new(change => change switch
    {
        GatewayChanged changed => new("gateway", changed.Gateway.Gateway.ToString(), changed.In(language)),
        ConfigurationReported { Gateway: var gateway } => new("configuration", gateway.ToString(), new ConfigurationTold(gateway)),
        ConfigurationWanted { Gateway: var gateway } => new("configuration", gateway.ToString(), new ConfigurationTold(gateway)),
        CommandChanged { Gateway: var gateway, Id: var id } => new("command", id, new CommandTold(gateway, id)),
        _ => null,
    });

    private static StreamSource AlertsOf(HubQueries queries) => new(
        "alert",
        queries.LastAlertAsync,
        async (after, limit, cancellationToken) => [.. (await queries.AlertsAfterAsync(after, limit, cancellationToken)).Select(alert => new StreamItem(alert.StreamId, alert.Alert))],
        change => (change as AlertChanged)?.StreamId);
}

/// <summary>The picture of an alert arrived after the alert itself.</summary>
/// <param name="Gateway">Whose.</param>
/// <param name="AlertId">Of which alert.</param>
internal sealed record PictureTold(GatewayId Gateway, string AlertId);

/// <summary>Another configuration is wanted of a gateway, or it said what became of one: it is to be read again.</summary>
/// <param name="Gateway">Which.</param>
internal sealed record ConfigurationTold(GatewayId Gateway);

/// <summary>A command was given or answered, or its picture arrived: it is to be read again.</summary>
/// <param name="Gateway">Whose.</param>
/// <param name="Id">Of the command.</param>
internal sealed record CommandTold(GatewayId Gateway, string Id);
