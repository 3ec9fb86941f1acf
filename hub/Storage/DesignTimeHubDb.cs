using Microsoft.EntityFrameworkCore.Design;

namespace EdgeGrid.Hub.Storage;

/// <summary>What <c>dotnet ef migrations add</c> makes a model from; nothing is opened.</summary>
internal sealed class DesignTimeHubDb : IDesignTimeDbContextFactory<HubDb>
{
    public HubDb CreateDbContext(string[] args) => new HubStore(Path.GetTempPath()).CreateDbContext();
}
