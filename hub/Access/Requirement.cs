namespace EdgeGrid.Hub.Access;

/// <summary>The permission that an endpoint needs: metadata of the endpoint, which a test looks for on every one.</summary>
/// <param name="Permission">Which.</param>
internal sealed record Requirement(Permission Permission);

/// <summary>Says what endpoints need, and holds callers to it.</summary>
internal static class RequirementEndpoints
{
    /// <summary>Only who has the permission gets in.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Requirement(permission));

    /// <summary>Turns away who lacks what an endpoint needs, and tells them what that is.</summary>
    public static void UseRequirements(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var caller = Caller.Of(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<Requirement>() is { Permission: var needed } && !caller.May(needed))
        {
            await TypedResults.Problem($"{caller.Name} ({caller.Role}) may not do this: it needs {needed}.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
