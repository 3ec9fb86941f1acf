using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tests.People;

/// <summary>A small staff for tests.</summary>
internal static class SomeStaff
{
    public static readonly string[] EveryDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static Person Person(string id, string? department = null, string? account = null, params GridPost[] posts) =>
        new() { Id = id, Name = $"Name of {id}", Phone = "13800000000", Department = department, Account = account, Posts = posts };

    public static Shift Shift(string person, string from = "08:00", string until = "18:00") =>
        new() { Person = person, Days = EveryDay, From = from, Until = until };

    public static Roster Roster(params Shift[] shifts) => new() { Id = "day", Name = "Day", Shifts = shifts };

    public static Staff Of(StaffFile file) => new(file, TimeZoneInfo.Utc);
}
