using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>Why something about dispatch is not answered.</summary>
internal static class DispatchRefusals
{
    public static Refusal NoVersion(long version) =>
        new("no-such-version", $"The rules of dispatch have no version {version}.", $"派遣规则没有版本{version}。");

    public static Phrase Rules { get; } = new("The set of rules", "派遣规则");

    /// <summary>A suggestion tells where people are.</summary>
    public static Refusal Positions(Caller caller) => AccessRefusals.NotPermitted(caller, [Permission.ReadPositions]);
}
