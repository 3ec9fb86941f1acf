namespace EdgeGrid.Hub.Citizens;

/// <summary>Puts citizens' reports into a hub.</summary>
internal static class CitizenHosting
{
    public static void AddCitizens(this IServiceCollection services, CitizenOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IProblemDetailsWriter, Open311Problems>();
        services.AddSingleton<CitizenWork>();
        services.AddSingleton<CitizenDesk>();
        services.AddSingleton<CitizenQueries>();
    }
}
