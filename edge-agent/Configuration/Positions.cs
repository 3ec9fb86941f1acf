using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Configuration;

/// <summary>WGS-84 positions in a configuration.</summary>
internal static class Positions
{
    /// <summary>The keys <c>latitude</c> and <c>longitude</c> of a section: both or neither.</summary>
    public static Position? Read(Section section)
    {
        var latitude = section.OptionalNumber("latitude", -90, 90);
        var longitude = section.OptionalNumber("longitude", -180, 180);
        if (section.Has("latitude") != section.Has("longitude"))
        {
            var (there, missing) = section.Has("latitude") ? ("latitude", "longitude") : ("longitude", "latitude");
            section.Problem(there, $"\"{there}\" stands here without \"{missing}\".", $"Add \"{missing}\", in degrees, or remove both.");
        }

        return latitude is { } north && longitude is { } east ? new Position(north, east) : null;
    }

    /// <summary>A ring, each corner a list <c>[latitude, longitude]</c>.</summary>
    public static IReadOnlyList<Position> Ring(Section section, string key, ProblemList problems)
    {
        var ring = new List<Position>();
        var values = new ValueReader(problems);
        foreach (var corner in section.List(key, "the corners of the grid, at least three: [ [34.2430, 117.1920], … ]", atLeast: 3))
        {
            if (corner is not { Kind: NodeKind.List, Items.Count: 2 })
            {
                values.WrongType(corner, "a corner", "Write it as [latitude, longitude], in degrees.");
                continue;
            }

            ring.Add(new Position(values.Number(corner.Items[0], -90, 90) ?? 0, values.Number(corner.Items[1], -180, 180) ?? 0));
        }

        return ring;
    }
}
