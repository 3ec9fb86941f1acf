using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.People;

/// <summary>Puts the staff into a hub.</summary>
internal static class PeopleHosting
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<StaffDirectory>();
        services.AddHostedService<StaffStart>();
    }

    /// <summary>Reads the staff before anything that asks for it begins.</summary>
    private sealed class StaffStart(StaffDirectory directory, HubStore store) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var db = store.CreateDbContext();
            await directory.LoadAsync(db, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
