namespace EdgeGrid.Hub.Dispatch;

/// <summary>Puts dispatch into a hub.</summary>
internal static class DispatchHosting
{
    public static void AddDispatch(this IServiceCollection services)
    {
        services.AddSingleton<DispatchRuleBook>();
        services.AddSingleton<DispatchPlanner>();
        services.AddSingleton<DispatchTools>();
        services.AddSingleton<DispatchClerk>();
        services.AddSingleton<Workload>();
        services.AddSingleton<DispatchSources>();
        services.AddHostedService<DispatchWatch>();
    }
}
