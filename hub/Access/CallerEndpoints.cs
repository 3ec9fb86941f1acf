namespace EdgeGrid.Hub.Access;

/// <summary>Who asks, as the hub knows them: for a program that offers people only what they may do.</summary>
internal static class CallerEndpoints
{
    public static void MapCaller(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/me", (Caller caller) => CallerView.Of(caller)).WithSummary("Whom the token or the sign-in stands for, and what they may do").Requires(Permission.ReadCases);
}

/// <summary>Whom a token stands for.</summary>
/// <param name="Name">Who it was made for.</param>
/// <param name="Role">What they are to the hub.</param>
/// <param name="Permissions">What they may do.</param>
internal sealed record CallerView(string Name, Role Role, IReadOnlyList<Permission> Permissions)
{
    public static CallerView Of(Caller caller) => new(caller.Name, caller.Role, [.. Enum.GetValues<Permission>().Where(caller.May)]);
}
