using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>One feature of a file, before it is known what it lies in.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Code">Read by the scheme.</param>
/// <param name="Kind">Of a cell.</param>
/// <param name="Level">Of a district, street or community.</param>
/// <param name="Words">What it says of itself.</param>
/// <param name="Area">Of a cell.</param>
internal sealed record GridFeature(int Index, GridCode Code, GridKind? Kind, GridLevel? Level, FeatureWords Words, Geometry? Area);

/// <summary>The texts of a feature that are kept. Everything else in it is not: files carry people's names and numbers.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Community">What its community is called, or its code.</param>
/// <param name="Street">What its street is called, or its code.</param>
/// <param name="District">What its district is called, or its code.</param>
internal readonly record struct FeatureWords(string Name, string Community, string Street, string District);
