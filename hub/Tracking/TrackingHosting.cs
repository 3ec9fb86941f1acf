using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Puts tracking into a hub.</summary>
internal static class TrackingHosting
{
    public static void AddTracking(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(new TrackingClock(options.Time, options.Tracking));
        services.AddSingleton(provider =>
        {
            var grids = provider.GetRequiredService<GridRegistry>();
            var whereabouts = new Whereabouts(grids.CentreOf, options.Tracking.FreshFor);
            provider.GetRequiredService<StaffDirectory>().Follow(whereabouts.Take);
            return whereabouts;
        });
        services.AddSingleton<PositionDesk>();
        services.AddSingleton<PositionLooks>();
        services.AddSingleton<TrackerReadings>();
        services.AddHostedService<WhereaboutsStart>();
        services.AddSingleton<PositionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<PositionSweep>());
    }
}
