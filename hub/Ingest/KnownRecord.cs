namespace EdgeGrid.Hub.Ingest;

/// <summary>A record that is committed under the same identity.</summary>
/// <param name="Crc">Of it; null when its sender did not tell.</param>
internal sealed record KnownRecord(long? Crc);
