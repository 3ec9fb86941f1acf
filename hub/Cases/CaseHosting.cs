namespace EdgeGrid.Hub.Cases;

/// <summary>Puts the room of cases together.</summary>
internal static class CaseHosting
{
    public static void AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CaseJournal>();
        services.AddSingleton<CaseDistrict>();
        services.AddSingleton<CaseNames>();
        services.AddSingleton<CaseNews>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<CaseTrail>();
    }
}
