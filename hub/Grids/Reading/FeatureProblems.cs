using EdgeGrid.Hub.Wording;
using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>Puts down what is wrong with one feature, and where.</summary>
internal sealed class FeatureProblems(GridReport report, int feature)
{
    /// <summary>The feature's code, once it is read.</summary>
    public string? Code { get; set; }

    /// <summary>True when the feature cannot be used.</summary>
    public bool HasErrors { get; private set; }

    public void Error(GridProblemKind kind, Phrase text, Coordinate? at = null)
    {
        HasErrors = true;

        // A place off the globe helps nobody to find it, and no map draws it.
        var where = at is { X: >= -180 and <= 180, Y: >= -90 and <= 90 } ? at : null;
        report.Add(new GridProblem
        {
            Severity = GridSeverity.Error,
            Kind = kind,
            Text = text,
            Feature = feature,
            Code = Code,
            Latitude = where?.Y,
            Longitude = where?.X,
        });
    }
}
