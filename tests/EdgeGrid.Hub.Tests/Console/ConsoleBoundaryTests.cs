using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Gateways;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Console;

/// <summary>The page is a client of the API: of the hub's own code it knows what crosses that line, and nothing behind it.</summary>
public sealed class ConsoleBoundaryTests
{
    private const string Page = "EdgeGrid.Hub.Console";

    /// <summary>What the API serves and takes, the streams' events included, and the words it speaks in.</summary>
    private static readonly HashSet<Type> Wire =
    [
        typeof(AlertView), typeof(CaseView), typeof(CaseDetailView), typeof(CaseEventView), typeof(CasePage), typeof(Page<>), typeof(GatewayView), typeof(GatewayLosses), typeof(HubCounts),
        typeof(EdgeGrid.Hub.Gateways.CommandView), typeof(CommandState), typeof(NewCommand), typeof(ConfigurationView), typeof(RevisionView), typeof(Rollback),
        typeof(CaseEventTold), typeof(PictureTold),
        typeof(CallerView), typeof(Permission),
        typeof(Glossary),
    ];

    [Fact]
    public void Console_OfTheHub_KnowsOnlyWhatCrossesTheApi()
    {
        var strangers =
            from type in typeof(HubHost).Assembly.GetTypes()
            where IsOfPage(type) && !IsHosting(type)
            from known in Knowledge.Of(type)
            where IsOfHub(known) && !IsOfPage(known) && !Wire.Contains(known) && known.Namespace is not "EdgeGrid.Hub.Wording"
            select $"{type.FullName} knows {known.FullName}";

        Assert.Empty(strangers.Distinct());
    }

    [Fact]
    public void Wire_InThisList_IsKnownToThePage()
    {
        var known = typeof(HubHost).Assembly.GetTypes().Where(type => IsOfPage(type) && !IsHosting(type)).SelectMany(Knowledge.Of).ToHashSet();

        Assert.Empty(Wire.Except(known));
    }

    [Fact]
    public void Knowledge_OfAType_IsWhatItsCodeNames()
    {
        Assert.Contains(typeof(HubQueries), Knowledge.Of(typeof(AsksTheStore)));
        Assert.Contains(typeof(HubDb), Knowledge.Of(typeof(AsksTheStore).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Single(type => type.Name.Contains("Waits", StringComparison.Ordinal))));
        Assert.DoesNotContain(typeof(HubQueries), Knowledge.Of(typeof(BoardSnapshot)));
    }

    // With its lambdas and state machines, which the compiler makes types within it.
    private static bool IsHosting(Type type) => type == typeof(ConsoleHosting) || (type.DeclaringType is { } outer && IsHosting(outer));

    // What the compiler makes of its own stands in no namespace.
    private static bool IsOfHub(Type type) => type.Namespace?.StartsWith("EdgeGrid.Hub", StringComparison.Ordinal) == true && type.Assembly == typeof(HubHost).Assembly;

    private static bool IsOfPage(Type type) => type.Namespace == Page || type.Namespace?.StartsWith(Page + ".", StringComparison.Ordinal) == true;

    /// <summary>What must not be in the page.</summary>
    private sealed class AsksTheStore
    {
        public static string Asks(object hub) => ((HubQueries)hub).GridsGeoJson;

        public static async Task<int> Waits(IEnumerable<object> stores)
        {
            await Task.Yield();
            return stores.OfType<HubDb>().Count();
        }
    }
}
