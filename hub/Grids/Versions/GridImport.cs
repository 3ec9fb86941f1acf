using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids.Versions;

/// <summary>What became of an import, or of its withdrawal.</summary>
/// <param name="Answer">In one word.</param>
/// <param name="Version">The one that it is about; null when there is none.</param>
/// <param name="Why">For whoever wanted it, when it was not done.</param>
internal sealed record GridImport(GridImportAnswer Answer, GridVersion? Version, Refusal? Why);

/// <summary>What became of an import, in one word.</summary>
internal enum GridImportAnswer
{
    /// <summary>It is a new version.</summary>
    Imported,

    /// <summary>What would be valid at that instant is the same already.</summary>
    Unchanged,

    /// <summary>It was taken back before its time.</summary>
    Withdrawn,

    /// <summary>Another version begins at that very instant.</summary>
    Taken,

    /// <summary>The instant has passed.</summary>
    Past,

    /// <summary>There is no such version.</summary>
    Unknown,
}
