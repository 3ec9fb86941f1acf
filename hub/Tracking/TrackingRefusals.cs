using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Why positions are not taken, or not shown.</summary>
internal static class TrackingRefusals
{
    public static Refusal Count(int most) => new("bad-positions", $"'positions' is 1 to {most} positions.", $"'positions'为1至{most}个位置。") { Field = "positions" };

    public static Refusal NoAccount(string account) => new(
        "no-such-account",
        $"Nobody on the staff uses the account {account}: set it as 'account' of a person.",
        $"没有人员使用账号{account}:请将其设为某人员的'account'。");

    public static Refusal Area { get; } = new(
        "bad-area",
        "Say either 'bbox' (west,south,east,north in degrees) or 'grid' (a cell's code).",
        "请给出'bbox'(西,南,东,北,单位度)或'grid'(单元网格编码)之一。");

    public static Refusal Span { get; } = new("bad-span", "'from' must not be after 'until'.", "'from'不得晚于'until'。") { Field = "from" };
}
