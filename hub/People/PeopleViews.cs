namespace EdgeGrid.Hub.People;

/// <summary>Somebody, with what can be told of them now.</summary>
/// <param name="Id">Of the person.</param>
/// <param name="Name">Personal.</param>
/// <param name="Phone">Personal.</param>
/// <param name="Department">A department's id.</param>
/// <param name="Posts">What they are to which grids.</param>
/// <param name="OnDuty">Now, by the rosters.</param>
/// <param name="Deputy">Who stands in for them now.</param>
internal sealed record PersonView(string Id, string Name, string? Phone, string? Department, IReadOnlyList<GridPost> Posts, bool OnDuty, string? Deputy)
{
    public static PersonView Of(Person person, Staff staff, DateTimeOffset now)
    {
        var acting = staff.ActingFor(person.Id, now)?.Id;
        return new PersonView(person.Id, person.Name, person.Phone, person.Department, person.Posts, staff.IsOnDuty(person.Id, now), acting == person.Id ? null : acting);
    }
}

/// <summary>A time of duty.</summary>
internal sealed record DutyView(DateTimeOffset From, DateTimeOffset Until);

/// <summary>One grid, five roles.</summary>
internal sealed record TeamView(
    string Grid,
    PersonView? Leader,
    IReadOnlyList<PersonView> Instructors,
    IReadOnlyList<PersonView> Workers,
    IReadOnlyList<PersonView> Informants,
    IReadOnlyList<PersonView> Assistants)
{
    public static TeamView Of(string grid, Staff staff, DateTimeOffset now)
    {
        var team = staff.Of(grid).ToLookup(one => one.Role, one => PersonView.Of(one.Person, staff, now));
        return new TeamView(
            grid,
            team[GridRole.Leader].FirstOrDefault(),
            [.. team[GridRole.Instructor]],
            [.. team[GridRole.Worker]],
            [.. team[GridRole.Informant]],
            [.. team[GridRole.Assistant]]);
    }
}
