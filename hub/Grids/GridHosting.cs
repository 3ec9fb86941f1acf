using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids.Duty;
using EdgeGrid.Hub.Grids.Versions;

namespace EdgeGrid.Hub.Grids;

/// <summary>How the grids join the hub.</summary>
internal static class GridHosting
{
    /// <summary>Adds the registry and what keeps it right; before anything that locates.</summary>
    public static void AddGrids(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(GridCodeSchemes.Of(options.GridCodes) ?? throw new InvalidDataException($"Codes of grids are read by {GridCodeSchemes.Names}, and not by '{options.GridCodes}'."));
        services.AddSingleton<GridRegistry>();
        services.AddSingleton<GridVersions>();
        services.AddSingleton<GridImports>();
        services.AddSingleton<GridTimes>();
        services.AddSingleton<DutyGrids>();
        services.AddHostedService<GridTurn>();
    }
}
