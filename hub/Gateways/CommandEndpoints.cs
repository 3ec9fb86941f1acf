using System.Globalization;
using System.Text.Json;
using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Gateways;

/// <summary>Commands of a gateway, with their results.</summary>
internal static class CommandEndpoints
{
    private const int MaxArguments = 8 * 1024;
    private const int MaxName = 32;

    private static readonly TimeSpan UsualValidity = TimeSpan.FromMinutes(1);

    public static void MapGatewayCommands(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/gateways/{id}/commands");
        api.MapPost("", GiveAsync).WithSummary("Asks something of a gateway now: silence, snapshot, test, restart. It is carried out at most once, and not after its validity")
            .Accepts<NewCommand>("application/json").Produces<CommandView>(StatusCodes.Status202Accepted).Requires(Permission.ChangeGateways);
        api.MapGet("", ListAsync).WithSummary("Commands with their results, newest first").Produces<Page<CommandView>>().Gives(CommandDesk.MaxListed).Requires(Permission.ReadGateways);
        api.MapGet("/{command}", FindAsync).WithSummary("A command with its result").Requires(Permission.ReadGateways);
        api.MapGet("/{command}/picture", PictureAsync).WithSummary("The picture that a snapshot took").Produces(StatusCodes.Status200OK, contentType: ContentTypes.Jpeg).Requires(Permission.ReadGateways, Permission.ReadAlerts);
    }

    private static async Task<IResult> GiveAsync(string id, RequestBody<NewCommand> body, HttpContext context, Caller caller, CommandDesk desk, TimeProvider time)
    {
        if (body.Value is not { } asked)
        {
            return body.Problem!.Answer(body.Status);
        }

        var (wish, problem) = Read(asked);
        if (wish is null)
        {
            return problem!.Answer(StatusCodes.Status422UnprocessableEntity);
        }

        return GatewayId.TryParse(id, out var gateway) && await desk.GiveAsync(gateway, wish, caller, context.RequestAborted) is { } row
            ? TypedResults.Accepted($"/api/v1/gateways/{id}/commands/{row.Id}", CommandView.Of(row, hasPicture: false, time.GetUtcNow(), Languages.Settle(context)))
            : GatewayRefusals.None(id).Answer(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        string id, HttpContext context, CommandDesk desk, TimeProvider time, CancellationToken cancellationToken, string? before = null, int limit = 50)
    {
        if (!GatewayId.TryParse(id, out var gateway))
        {
            return GatewayRefusals.NoName(id).Answer(StatusCodes.Status404NotFound);
        }

        var page = Page<GatewayCommandRow>.Of(await desk.ListAsync(gateway, before, limit + 1, cancellationToken), limit, row => row, row => row.Id);
        return TypedResults.Ok(new Page<CommandView>(await ViewsAsync(gateway, page.Items, desk, (time.GetUtcNow(), Languages.Settle(context)), cancellationToken), page.Next));
    }

    private static async Task<IResult> FindAsync(string id, string command, HttpContext context, CommandDesk desk, TimeProvider time, CancellationToken cancellationToken) =>
        GatewayId.TryParse(id, out var gateway) && await desk.FindAsync(gateway, command, cancellationToken) is { } row
            ? TypedResults.Ok((await ViewsAsync(gateway, [row], desk, (time.GetUtcNow(), Languages.Settle(context)), cancellationToken))[0])
            : GatewayRefusals.NoCommand(id, command).Answer(StatusCodes.Status404NotFound);

    private static async Task<IReadOnlyList<CommandView>> ViewsAsync(GatewayId gateway, IReadOnlyList<GatewayCommandRow> rows, CommandDesk desk, (DateTimeOffset Now, Language Language) asked, CancellationToken cancellationToken)
    {
        var snapshots = rows.Where(row => row.Name == CommandNames.Snapshot).Select(row => row.Id).ToList();
        var pictured = snapshots.Count == 0 ? new HashSet<string>() : await desk.PicturedAsync(gateway, snapshots, cancellationToken);
        return [.. rows.Select(row => CommandView.Of(row, pictured.Contains(row.Id), asked.Now, asked.Language))];
    }

    private static async Task<IResult> PictureAsync(string id, string command, CommandDesk desk, CancellationToken cancellationToken) =>
        GatewayId.TryParse(id, out var gateway) && await desk.FindAsync(gateway, command, cancellationToken) is not null && await desk.PictureAsync(gateway, command, cancellationToken) is { } jpeg
            ? TypedResults.File(jpeg, ContentTypes.Jpeg)
            : GatewayRefusals.NoPicture(command).Answer(StatusCodes.Status404NotFound);

    // Which commands there are the gateway says: it may know more than this hub.
    private static (CommandWish? Wish, Refusal? Problem) Read(NewCommand asked)
    {
        if (asked.Name is not { Length: > 0 and <= MaxName } name || !name.All(c => c is (>= 'a' and <= 'z') or '-'))
        {
            return (null, GatewayRefusals.CommandName(MaxName, string.Join(", ", CommandNames.Silence, CommandNames.Snapshot, CommandNames.Test, CommandNames.Restart)));
        }

        var arguments = asked.Arguments is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? given : JsonElement.Parse("{}");
        if (DocumentShape.Text(arguments) is not { } json || arguments.ValueKind != JsonValueKind.Object || Encoding.UTF8.GetByteCount(json) > MaxArguments)
        {
            return (null, GatewayRefusals.Arguments(MaxArguments / 1024));
        }

        var validFor = UsualValidity;
        return asked.ValidFor is { } text && (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out validFor) || validFor < TimeSpan.FromSeconds(1) || validFor > GatewayCommand.LongestValidity)
            ? (null, GatewayRefusals.ValidFor(GatewayCommand.LongestValidity))
            : (new CommandWish(name, json, validFor), null);
    }
}

/// <summary>What is asked of a gateway.</summary>
/// <param name="Name">Of the command.</param>
/// <param name="Arguments">An object; which keys it has depends on the name.</param>
/// <param name="ValidFor">After this it is not carried out any more: <c>"00:01:00"</c>, which it is where nothing is said.</param>
internal sealed record NewCommand(string Name, JsonElement? Arguments = null, string? ValidFor = null);
