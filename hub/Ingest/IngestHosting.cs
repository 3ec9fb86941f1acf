using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Correlation;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Puts together what takes alerts and readings from the broker into the store.</summary>
internal static class IngestHosting
{
    public static void AddIngest(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<Func<BrokerAddress>>(provider => () => BrokerAddress.Of(options, provider));
        services.AddSingleton<BrokerConnection>();
        services.AddSingleton<GatewayDirectory>();
        services.AddSingleton<IngestInlet>();
        services.AddSingleton<IngestIntake>();
        services.AddSingleton<IngestContext>();
        services.AddSingleton<IngestOutlet>();
        services.AddSingleton<IngestWriter>();
        services.AddSingleton<IngestStart>();
        services.AddHostedService<IngestService>();
        services.AddHostedService<SilentGateways>();
    }
}
