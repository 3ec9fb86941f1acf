using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads the parts of a device that are known before they speak: <c>"parts": [ { "part": "…", "place": "…" } ]</c>.</summary>
internal sealed class PartSections(Section section, PartKind kind)
{
    private readonly Dictionary<string, string> _seen = [];

    /// <summary>The parts, and whether others may speak, too. Somebody must be listened to.</summary>
    public (IReadOnlyList<PartOptions> Parts, bool AllowsOthers) Read()
    {
        var before = section.ProblemCount;
        IReadOnlyList<PartOptions> parts = [.. section.Sections("parts").Select(Part)];
        var allowsOthers = section.OptionalFlag("allowOthers") ?? false;
        if (parts.Count == 0 && !allowsOthers && section.ProblemCount == before)
        {
            section.Problem(
                "parts",
                $"Nobody would be heard: no {kind.Word} is listed, and others are not allowed.",
                $"Add \"parts\": [ {{ \"part\": \"{kind.Example}\" }} ], or \"allowOthers\": true.");
        }

        return (parts, allowsOthers);
    }

    private PartOptions Part(Section row)
    {
        var part = row.Text("part", $"the {kind.Word}, like \"{kind.Example}\"");
        if (part.Length > 0 && !(PartKind.IsName(part) && kind.IsPart(part)))
        {
            row.Problem("part", $"\"{part}\" is no {kind.Word}.", $"Write it like \"{kind.Example}\".");
        }
        else if (part.Length > 0 && !_seen.TryAdd(kind.Canonical(part), part))
        {
            var first = _seen[kind.Canonical(part)];
            row.Problem("part", first == part ? $"\"{part}\" stands here twice." : $"\"{part}\" is the same as \"{first}\", and stands here twice.", "Remove one of them.");
        }

        var options = new PartOptions(part, row.OptionalText("place"), Positions.Read(row));
        row.Done();
        return options;
    }
}
