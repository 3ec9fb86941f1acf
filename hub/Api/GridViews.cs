using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>The cell of a place.</summary>
internal sealed record CellView
{
    public required string Code { get; init; }

    /// <summary><c>basic</c> or <c>exclusive</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string Street { get; init; }

    public required string StreetCode { get; init; }

    public required string Community { get; init; }

    public required string CommunityCode { get; init; }

    /// <summary>The version of the grids that says so.</summary>
    public required long Version { get; init; }

    public static CellView Of(GridCell cell, GridVersion version) => new()
    {
        Code = cell.Code,
        Kind = cell.Kind == GridKind.Basic ? "basic" : "exclusive",
        Name = cell.Name,
        Street = cell.Street,
        StreetCode = cell.StreetCode,
        Community = cell.Community,
        CommunityCode = cell.CommunityCode,
        Version = version.Version,
    };
}

/// <summary>A street or a community.</summary>
/// <param name="Code">Of GB/T 30428, or a name where codes do not tell.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Parent">The code of what it lies in.</param>
/// <param name="Cells">How many cells lie in it.</param>
internal sealed record AreaView(string Code, string Name, string Parent, int Cells);

/// <summary>What an import found, and what became of it.</summary>
internal sealed record GridImportView
{
    /// <summary>True when nothing was to be changed.</summary>
    public required bool DryRun { get; init; }

    /// <summary>False when there are errors.</summary>
    public required bool Usable { get; init; }

    /// <summary>False when the very same grids are valid at that instant already, too.</summary>
    public required bool Changed { get; init; }

    public required int Cells { get; init; }

    public required int Communities { get; init; }

    public required int Streets { get; init; }

    public required int Errors { get; init; }

    public required int Warnings { get; init; }

    /// <summary>Problems that are counted and not listed.</summary>
    public required int NotListed { get; init; }

    /// <summary>Errors first.</summary>
    public required IReadOnlyList<GridProblem> Problems { get; init; }

    /// <summary>The version that the file has become, or that is the same; null in a dry run.</summary>
    public required GridVersion? Version { get; init; }

    public static GridImportView Of(GridReading reading, GridVersion? version, bool changed, Language language) => new()
    {
        DryRun = version is null,
        Usable = reading.IsUsable,
        Changed = changed,
        Cells = reading.Cells.Count,
        Communities = reading.Areas.Count(area => area.Level == GridLevel.Community),
        Streets = reading.Areas.Count(area => area.Level == GridLevel.Street),
        Errors = reading.Report.Errors,
        Warnings = reading.Report.Warnings,
        NotListed = reading.Report.NotListed,
        Problems = [.. reading.Report.Problems.Select(problem => problem.In(language))],
        Version = version?.In(language),
    };
}

/// <summary>What a duty grid is to be.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Worker">Whose it is, as the hub names its staff; empty for nobody's.</param>
/// <param name="Cells">Codes of its unit grids.</param>
internal sealed record DutyGridBody(string? Name, string? Worker, IReadOnlyList<string?>? Cells);
