using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;

namespace EdgeGrid.Hub.Broker;

/// <summary>Puts the embedded broker together, unless somebody else runs one.</summary>
internal static class BrokerHosting
{
    /// <exception cref="InvalidDataException">The user file cannot be used.</exception>
    public static void AddBroker(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<IdentityConflicts>();
        if (options.Broker is null)
        {
            var users = options.UsersFile is null ? null : UserFile.Load(options.UsersFile);
            services.AddSingleton(provider => new BrokerAccess(users, provider.GetRequiredService<TokenFile>()));
            services.AddSingleton<EmbeddedBroker>();
            services.AddHostedService(provider => provider.GetRequiredService<EmbeddedBroker>());
        }
    }
}
