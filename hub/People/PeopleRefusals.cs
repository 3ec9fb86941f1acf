using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.People;

/// <summary>Why something about staff is not answered or not done.</summary>
internal static class PeopleRefusals
{
    public static Refusal None(StaffKind kind, string id) => new("no-such-record", $"There is no {Word(kind)} {id}.", $"没有{Word(kind)}{id}。");

    public static Refusal OtherId(string body, string address) =>
        new("other-id", $"The body is about {body}, the address about {address}.", $"请求体为{body},而地址为{address}。") { Field = "id" };

    public static Refusal Exists(string id) => new(
        "version-required",
        $"{id} exists: to change it, send its version in If-Match; GET tells it as the ETag.",
        $"{id}已存在:如需变更,请在If-Match中发送其版本;GET以ETag返回该版本。");

    public static Refusal Changed(string id, long? version, long? expected) =>
        ApiRefusals.VersionChanged(Phrase.Same(id), version?.ToString() ?? "none", expected?.ToString() ?? "none");

    public static Refusal Records(int problems, Phrase first) => new(
        "records-unusable",
        $"Nothing was changed: {problems} problem(s), the first: {first}.",
        $"未作任何变更:有{problems}个问题,第一个:{first}。");

    public static Refusal Role { get; } = ApiRefusals.NoWordOf("role", ApiWords.All<GridRole>());

    public static Refusal Day { get; } =
        new("bad-day", "'day' is a day of our time, like 2026-11-25.", "'day'为当代的日期,例如2026-11-25。") { Field = "day" };

    /// <summary>What a record is called.</summary>
    public static Phrase Word(StaffKind kind) => kind switch
    {
        StaffKind.Person => new("person", "人员"),
        StaffKind.Department => new("department", "部门"),
        _ => new("roster", "班表"),
    };
}
