namespace EdgeGrid.Devices.Scanning;

/// <summary>What a scan found in one place, or why it did not look there.</summary>
/// <param name="Where">A path, or an address of a bus: <c>i2c:1 0x48</c>.</param>
/// <param name="What">In words.</param>
/// <param name="Kinds">Kinds of device that it may be configured as; none when nobody can say.</param>
public sealed record Finding(string Where, string What, IReadOnlyList<string> Kinds)
{
    /// <summary>False: it is there, and was left alone; <see cref="What"/> says why.</summary>
    public bool Touched { get; init; } = true;
}
