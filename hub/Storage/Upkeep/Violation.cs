namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>Something in the store that cannot be.</summary>
/// <param name="Where">Which row or case.</param>
/// <param name="What">What is wrong there.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Violation(string Where, string What, string Remedy)
{
    /// <summary>What is made of events can be made anew.</summary>
    public const string Rebuild = "Run `hub rebuild-projections`.";

    /// <summary>What was recorded cannot.</summary>
    public const string Restore = "Put back a backup from before (`hub restore`), or keep the store for examination.";

    public override string ToString() => $"{Where}: {What}. {Remedy}";
}
