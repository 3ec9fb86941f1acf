using System.Reflection;
using System.Text.RegularExpressions;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Wording;

public sealed partial class RefusalTests
{
    /// <summary>What nothing else says, so that a text which forgot it is found out.</summary>
    private const string Mark = "Qx7";

    public static TheoryData<string> Names => [.. All.Keys];

    private static SortedDictionary<string, Refusal> All { get; } = new(Members().ToDictionary(one => one.Name, one => one.Refusal), StringComparer.Ordinal);

    [Fact]
    public void Refusals_OfTheWholeHub_AreFound() => Assert.InRange(All.Count, 100, 1000);

    [Theory]
    [MemberData(nameof(Names))]
    public void Refusal_OfAnyRoom_SaysTheSameInBothLanguages(string name)
    {
        var refusal = All[name];

        Assert.Matches("^[a-z]+(-[a-z]+)*$", refusal.Code);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", refusal.Text.En);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", refusal.Text.Zh);
        Assert.Equal(refusal.Text.En.EndsWith('.'), refusal.Text.Zh.EndsWith('。'));
        Assert.Equal(Filled(refusal.Text.En), Filled(refusal.Text.Zh));
    }

    [Fact]
    public void Refusals_OfOneCode_AreOfOneKind()
    {
        // Said in other words where they are about other things: these codes, and no others.
        var shared = All.GroupBy(one => one.Value.Code).Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "bad-events", "bad-field", "bad-position", "bad-request", "body-too-large", "document-unusable", "missing", "no-grids", "no-object", "no-such-case", "no-such-gateway",
                "no-such-grid", "no-such-picture", "no-such-revision", "no-token", "not-permitted", "too-long", "unknown-word", "unsupported-media-type", "version-changed", "version-required",
            ],
            shared);
    }

    [Fact]
    public void Refusals_InTheDocs_AreThoseThatThereAre()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/hub-refusals.md"));
        var told = CodeOfTable().Matches(page).Select(match => match.Groups["code"].Value).Order(StringComparer.Ordinal);

        Assert.Equal(All.Values.Select(one => one.Code).Append("several-problems").Distinct().Order(StringComparer.Ordinal), told);
    }

    private static IEnumerable<(string Name, Refusal Refusal)> Members()
    {
        var rooms = typeof(Refusal).Assembly.GetTypes().Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal)).ToList();
        var properties = rooms.SelectMany(room => room.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(Refusal))
            .Select(property => ($"{property.DeclaringType!.Name}.{property.Name}", (Refusal)property.GetValue(null)!));
        var methods = rooms.SelectMany(room => room.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.ReturnType == typeof(Refusal) && !method.IsSpecialName)
            .Select(method => ($"{method.DeclaringType!.Name}.{method.Name}", (Refusal)method.Invoke(null, [.. method.GetParameters().Select((one, place) => Sample(one.ParameterType, place))])!));
        var ofStatus = ApiRefusals.OfStatus.Select(one => ($"ApiRefusals.OfStatus[{one.Key}]", one.Value));
        return properties.Concat(methods).Concat(ofStatus);
    }

    private static object Sample(Type type, int place) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(string) || one == typeof(object) => $"{Mark}{place}",
        var one when one == typeof(int) => 770 + place,
        var one when one == typeof(long) => 770L + place,
        var one when one == typeof(double) => 77.5 + place,
        var one when one == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 23, 12, place, 0, TimeSpan.Zero),
        var one when one == typeof(TimeSpan) => TimeSpan.FromMinutes(77),
        var one when one == typeof(Phrase) => new Phrase($"{Mark} thing", $"{Mark}之物"),
        var one when one == typeof(CaseField) => CaseFields.Reason,
        var one when one == typeof(Refusal) => new Refusal("missing", $"{Mark} reason", $"{Mark}之故"),
        var one when one == typeof(Caller) => new Caller($"{Mark}{place}", Role.Worker),
        var one when one == typeof(Type) => typeof(GiveFeedback),
        var one when one == typeof(CaseStep) => CaseStep.Filed,
        var one when one.IsEnum => Enum.GetValues(one).GetValue(0)!,
        var one when one.IsAssignableFrom(typeof(List<string>)) => new List<string> { $"{Mark}{place}" },
        var one when one.IsAssignableFrom(typeof(List<Permission>)) => new List<Permission> { Permission.FileCases },
        var one => throw new InvalidOperationException($"A refusal takes {one.Name}: say here what that looks like."),
    };

    /// <summary>What was filled in, wherever it stands: numbers and marks.</summary>
    private static IEnumerable<string> Filled(string text) => Holes().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"Qx7\d?|\d+", RegexOptions.None, 5000)]
    private static partial Regex Holes();

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CodeOfTable();
}
