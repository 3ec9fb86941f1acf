namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>What a file of grids holds, and what is wrong with it.</summary>
/// <param name="Name">What the file calls the district; empty when it does not.</param>
/// <param name="Cells">By code. All that can be used, so that a file with mistakes can be told about as a whole.</param>
/// <param name="Areas">What they lie in: districts, streets, communities, by level and code.</param>
/// <param name="Report">Every problem.</param>
internal sealed record GridReading(string Name, IReadOnlyList<GridCell> Cells, IReadOnlyList<GridArea> Areas, GridReport Report)
{
    /// <summary>True when the file can become a version.</summary>
    public bool IsUsable => Report.Errors == 0;
}
