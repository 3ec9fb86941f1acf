namespace EdgeGrid.Hub.Gateways;

/// <summary>Puts what is wanted of gateways into a hub.</summary>
internal static class GatewayHosting
{
    public static void AddGateways(this IServiceCollection services)
    {
        services.AddSingleton<ConfigurationDesk>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<CourierContext>();
        services.AddHostedService<GatewayCourier>();
    }

    public static void MapGateways(this IEndpointRouteBuilder app)
    {
        app.MapConfigurations();
        app.MapGatewayCommands();
    }
}
