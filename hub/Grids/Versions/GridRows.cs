using System.Text.Json;
using NetTopologySuite.IO;

namespace EdgeGrid.Hub.Grids.Versions;

/// <summary>Between rows and what they stand for.</summary>
internal static class GridRows
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static GridCellRow Of(GridCell cell, long version) => new()
    {
        Version = version,
        Code = cell.Code,
        Kind = cell.Kind,
        Name = cell.Name,
        Street = cell.Street,
        Community = cell.Community,
        StreetCode = cell.StreetCode,
        CommunityCode = cell.CommunityCode,
        Area = new WKBWriter().Write(cell.Area),
    };

    public static GridAreaRow Of(GridArea area, long version) => new() { Version = version, Level = area.Level, Code = area.Code, Name = area.Name, Parent = area.Parent };

    public static GridCell ToCell(this GridCellRow row) => new()
    {
        Code = row.Code,
        Kind = row.Kind,
        Name = row.Name,
        Street = row.Street,
        Community = row.Community,
        StreetCode = row.StreetCode,
        CommunityCode = row.CommunityCode,
        Area = new WKBReader().Read(row.Area),
    };

    public static GridArea ToArea(this GridAreaRow row) => new(row.Level, row.Code, row.Name, row.Parent);

    /// <summary>A version as it stands among the others.</summary>
    public static GridVersion ToVersion(this GridVersionRow row, DateTimeOffset? until) => new()
    {
        Version = row.Version,
        ValidFrom = row.ValidFrom,
        ValidUntil = until,
        ImportedAt = row.ImportedAt,
        ImportedBy = row.ImportedBy,
        Name = row.Name,
        Cells = row.Cells,
        Codes = row.Codes,
        Fingerprint = row.Fingerprint,
        Warnings = JsonSerializer.Deserialize<List<GridProblem>>(row.Warnings, Json) ?? [],
    };

    public static string Text(IEnumerable<GridProblem> problems) => JsonSerializer.Serialize(problems, Json);
}
