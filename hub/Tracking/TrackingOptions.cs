namespace EdgeGrid.Hub.Tracking;

/// <summary>How long positions are kept, and how long one says where somebody is.</summary>
public sealed record TrackingOptions
{
    /// <summary>Positions that are older are deleted.</summary>
    public TimeSpan PositionsKeptFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Who looked at positions is kept longer than the positions.</summary>
    public TimeSpan LooksKeptFor { get; init; } = TimeSpan.FromDays(365);

    /// <summary>After so long without a new position somebody is taken to be anywhere in their grid.</summary>
    public TimeSpan FreshFor { get; init; } = TimeSpan.FromMinutes(10);
}
