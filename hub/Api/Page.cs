using Microsoft.OpenApi;

namespace EdgeGrid.Hub.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">What to give as <c>before</c> or <c>after</c> for the next page; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>A page of what was read: one row more than it holds, if there is more.</summary>
    public static Page<T> Of<TRow>(IReadOnlyList<TRow> rows, int limit, Func<TRow, T> view, Func<TRow, string> cursor) =>
        new([.. rows.Take(limit).Select(view)], rows.Count > limit ? cursor(rows[limit - 1]) : null);
}

/// <summary>How many a list gives at once.</summary>
internal static class PageLimits
{
    private const string Limit = "limit";

    /// <summary>The list takes a <c>limit</c> from 1 to so many, and refuses any other.</summary>
    public static RouteHandlerBuilder Gives(this RouteHandlerBuilder endpoint, int most = HubQueries.MaxLimit) => endpoint
        .AddEndpointFilter(async (context, next) =>
            int.TryParse(context.HttpContext.Request.Query[Limit], out var limit) && (limit < 1 || limit > most)
                ? ApiRefusals.BadLimit(most).Answer(StatusCodes.Status400BadRequest)
                : await next(context))
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Parameters?.FirstOrDefault(one => one.Name == Limit)?.Schema is OpenApiSchema schema)
            {
                (schema.Minimum, schema.Maximum) = ("1", most.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            return Task.CompletedTask;
        });
}
