using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Access;

public sealed class RequirementTests
{
    [Fact]
    public async Task EndpointsOfTheApi_All_NameThePermissionTheyNeed()
    {
        await using var rig = await HubRig.StartAsync();

        var unnamed = rig.Hub.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true)
            .Where(endpoint => endpoint.Metadata.GetMetadata<Requirement>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.Empty(unnamed);
    }

    [Fact]
    public void Roles_EachButAdministrator_LacksSomething()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role != Role.Administrator, Enum.GetValues<Permission>().Any(permission => !role.Grant(permission)));
        }
    }
}
