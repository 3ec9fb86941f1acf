using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage;

/// <summary>Puts the store together, and what reads it and tells of it.</summary>
internal static class StoreHosting
{
    /// <exception cref="InvalidDataException">The connection string cannot be used.</exception>
    public static void AddStore(this IServiceCollection services, HubOptions options)
    {
        var store = new HubStore(options);
        services.AddSingleton(_ => store);
        services.AddExceptionHandler<StoreUnavailable>();
        services.AddSingleton<WriteGate>();
        services.AddHostedService<StoreWatch>();
        services.AddSingleton<ReadingMarks>();
        services.AddSingleton<ReadingsRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadingsRetention>());
        services.AddSingleton<IDbContextFactory<HubDb>>(provider => provider.GetRequiredService<HubStore>());
        services.AddSingleton<LiveFeed>();
        services.AddSingleton(provider => new HubQueries(
            provider.GetRequiredService<IDbContextFactory<HubDb>>(),
            provider.GetRequiredService<GridRegistry>(),
            provider.GetRequiredService<IdentityConflicts>()));
    }
}
