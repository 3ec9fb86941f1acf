using System.Net;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Access;

public sealed class RequirementTests
{
    /// <summary>What answers without a token. Nothing is added here without a reason.</summary>
    private static readonly string[] Public =
    [
        .. new[] { "/open311/v2/services", "/open311/v2/services/{code}", "/open311/v2/requests", "/open311/v2/requests/{id}" }.SelectMany(path => new[] { path, path + ".xml", path + ".json" }),
        "/open311/discovery.xml", "/open311/discovery.json", "/open311/v2/discovery.xml", "/open311/v2/discovery.json", "/open311/v2/{**rest}",
        "/health", "/sign-in", "/warnings/feed.atom", "/warnings/{id}.cap.xml",
    ];

    /// <summary>Stands in for assets that the build does not know, where the hub runs from its sources; names nothing, and is the administrator's.</summary>
    private const string UnbuiltAssets = "{**path:file}";

    [Fact]
    public async Task Endpoints_All_NameThePermissionTheyNeedOrArePublic()
    {
        await using var rig = await HubRig.StartAsync();
        var endpoints = Endpoints(rig).Where(endpoint => endpoint.RoutePattern.RawText != UnbuiltAssets).ToList();

        Assert.True(endpoints.Count > 20);
        var unnamed = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Requirement>() is null).Select(endpoint => endpoint.RoutePattern.RawText!);
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!);

        Assert.Equal(Public.Order(), unnamed.Distinct().Order());
        Assert.Equal(Public.Order(), open.Distinct().Order());
    }

    [Fact]
    public async Task Endpoints_AskedWithoutAToken_AnswerNothing()
    {
        await using var rig = await HubRig.StartAsync();
        var paths = Endpoints(rig).Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !Public.Contains(path))
            .Select(path => path.Replace("{documentName}", "v1").Replace("{", "").Replace("}", "").Replace("*", ""))
            .Append("/api/v1/nothing")
            .Distinct();
        foreach (var path in paths)
        {
            var answer = await rig.HttpAsAnyone().GetAsync(path);

            Assert.Equal((path, HttpStatusCode.Unauthorized, "application/problem+json"), (path, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Theory]
    [InlineData(Role.Citizen, "/api/v1/cases", "cases:read")]
    [InlineData(Role.Worker, "/api/v1/gateways", "gateways:read")]
    [InlineData(Role.Department, "/api/v1/losses", "gateways:read")]
    [InlineData(Role.Gateway, "/openapi/v1.json", "cases:read")]
    [InlineData(Role.Worker, "/_blazor/negotiate", "gateways:read")]
    public async Task Role_ThatLacksAPermission_IsToldWhichOne(Role role, string path, string lacking)
    {
        await using var rig = await HubRig.StartAsync();

        var answer = path.EndsWith("negotiate", StringComparison.Ordinal) ? await rig.HttpAs(role).PostAsync(path, null) : await rig.HttpAs(role).GetAsync(path);

        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var words = await answer.Content.ReadAsStringAsync();
        Assert.Contains(lacking, words, StringComparison.Ordinal);
        Assert.Contains(role.Word(), words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForARoleThatMayNot_SaysSoAndLetsSomebodyElseSignIn()
    {
        await using var rig = await HubRig.StartAsync();

        var answer = await rig.HttpAs(Role.Worker).GetAsync("/cases");

        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("gateways:read", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_EachButAdministrator_LacksSomething()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role != Role.Administrator, Enum.GetValues<Permission>().Any(permission => !role.Grant(permission)));
        }
    }

    private static List<RouteEndpoint> Endpoints(HubRig rig) =>
        [.. rig.Hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
}
