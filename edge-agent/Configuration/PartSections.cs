using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads the parts of a device that are known before they speak: <c>"parts": [ { "part": "…", "place": "…" } ]</c>.</summary>
internal sealed class PartSections(Section section, PartKind kind)
{
    private readonly HashSet<string> _seen = [];

    public IReadOnlyList<PartOptions> Read() => [.. section.Sections("parts").Select(Part)];

    private PartOptions Part(Section row)
    {
        var part = row.Text("part", $"the {kind.Word}, like \"{kind.Example}\"");
        if (part.Length > 0 && !(PartKind.IsName(part) && kind.IsPart(part)))
        {
            row.Problem("part", $"\"{part}\" is no {kind.Word}.", $"Write it like \"{kind.Example}\".");
        }
        else if (part.Length > 0 && !_seen.Add(part))
        {
            row.Problem("part", $"\"{part}\" stands here twice.", "Remove one of them.");
        }

        var options = new PartOptions(part, row.OptionalText("place"), Positions.Read(row));
        row.Done();
        return options;
    }
}
