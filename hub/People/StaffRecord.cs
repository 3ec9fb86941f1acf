using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.People;

/// <summary>A person, a department or a roster: what the district's staff is made of. Each is kept whole, with a version.</summary>
internal abstract record StaffRecord
{
    /// <summary>1 to 32 letters, digits or hyphens. It stands in cases, audit and logs, so it tells nothing about anyone.</summary>
    public required string Id { get; init; }
}

/// <summary>Somebody who works for the district.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Person : StaffRecord
{
    /// <summary>Personal: shown to who may read people, and nowhere else.</summary>
    public required string Name { get; init; }

    /// <summary>Personal as well.</summary>
    public string? Phone { get; init; }

    /// <summary>A department's id.</summary>
    public string? Department { get; init; }

    /// <summary>The name under which they use the hub: whose position a phone tells.</summary>
    public string? Account { get; init; }

    /// <summary>What they are to which grids.</summary>
    public IReadOnlyList<GridPost> Posts { get; init; } = [];

    /// <summary>Who stands in for them, and when.</summary>
    public IReadOnlyList<DeputyTerm> Deputies { get; init; } = [];

    /// <summary>The trackers they carry: <c>gateway:device</c>, as the names of readings begin.</summary>
    public IReadOnlyList<string> Trackers { get; init; } = [];
}

/// <summary>One of the five roles of one grid.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GridPost(string Grid, GridRole Role);

/// <summary>Somebody stands in for a person for a time.</summary>
/// <param name="Deputy">Who: a person's id.</param>
/// <param name="From">From then on.</param>
/// <param name="Until">No longer then.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeputyTerm(string Deputy, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

/// <summary>A department that handles cases: urban management, civil affairs, police, work safety, justice, …</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Department : StaffRecord
{
    public required string Name { get; init; }

    /// <summary>Who leads it, people's ids: whoever of them is on duty first in this order is the duty lead.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];
}

/// <summary>Who works when, in the hub's local time.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Roster : StaffRecord
{
    public required string Name { get; init; }

    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    public IReadOnlyList<ShiftException> Exceptions { get; init; } = [];
}

/// <summary>A shift that comes again on some days of every week.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Shift
{
    /// <summary>Whose: a person's id.</summary>
    public required string Person { get; init; }

    /// <summary>The days on which it begins: <c>monday</c> to <c>sunday</c>; the first three letters will do.</summary>
    public required IReadOnlyList<string> Days { get; init; }

    /// <summary><c>HH:mm</c>.</summary>
    public required string From { get; init; }

    /// <summary><c>HH:mm</c>, at most <c>24:00</c>. One that is not after <see cref="From"/> is on the next day.</summary>
    public required string Until { get; init; }

    /// <summary>It does not begin before this day.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>It does not begin after this day.</summary>
    public DateOnly? LastDay { get; init; }
}

/// <summary>One day that is not as usual for one person: off, or at other times.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShiftException
{
    public required string Person { get; init; }

    /// <summary>The day on which the shifts begin that it replaces.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When they work instead, <c>HH:mm</c>; off when absent.</summary>
    public string? From { get; init; }

    public string? Until { get; init; }
}

/// <summary>All of it, for import and export.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StaffFile
{
    public IReadOnlyList<Department> Departments { get; init; } = [];

    public IReadOnlyList<Person> People { get; init; } = [];

    public IReadOnlyList<Roster> Rosters { get; init; } = [];
}
