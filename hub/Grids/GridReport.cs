using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>Everything that is wrong with a file of grids. The first of each severity are kept, all are counted.</summary>
internal sealed class GridReport
{
    /// <summary>Of each severity: nobody reads more, and a file of nothing but mistakes must not fill the memory.</summary>
    public const int MaxKept = 500;

    private readonly List<GridProblem> _errors = [];
    private readonly List<GridProblem> _warnings = [];

    /// <summary>Errors first, each in the file's order.</summary>
    public IReadOnlyList<GridProblem> Problems => [.. _errors, .. _warnings];

    /// <summary>All, those included that are not kept.</summary>
    public int Errors { get; private set; }

    /// <inheritdoc cref="Errors"/>
    public int Warnings { get; private set; }

    /// <summary>How many are counted only.</summary>
    public int NotListed => Errors + Warnings - _errors.Count - _warnings.Count;

    /// <summary>Puts a problem down.</summary>
    public void Add(GridProblem problem)
    {
        var (list, _) = problem.Severity == GridSeverity.Error ? (_errors, ++Errors) : (_warnings, ++Warnings);
        if (list.Count < MaxKept)
        {
            list.Add(problem);
        }
    }

    /// <summary>Puts an error down that concerns the whole file.</summary>
    public void Refuse(GridProblemKind kind, Phrase text) => Add(new GridProblem { Severity = GridSeverity.Error, Kind = kind, Text = text });
}
