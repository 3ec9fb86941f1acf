namespace EdgeGrid.Agent.Configuration;

/// <summary>One thing that is wrong in a configuration, with its place and what to do.</summary>
/// <param name="File">As it was given.</param>
/// <param name="Line">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Path">Of the value: <c>devices[2].adress</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ConfigurationProblem(string File, int Line, int Column, string Path, string Message, string Remedy)
{
    /// <summary>In one line, place first, so that an editor can jump to it.</summary>
    public override string ToString() => $"{Place}: {(Path.Length > 0 ? Path + ": " : "")}{Message} {Remedy}";

    private string Place => Line > 0 ? $"{File}:{Line}:{Column}" : File;

    /// <summary>For people, over three lines.</summary>
    public string Explain() =>
        $"  {Place}{(Path.Length > 0 ? "  " + Path : "")}\n      {Message}\n      -> {Remedy}";
}

/// <summary>A valid configuration, or every problem of an invalid one.</summary>
/// <param name="Options">Null when there is any problem.</param>
/// <param name="Problems">In the order of the file.</param>
public sealed record ConfigurationResult(AgentOptions? Options, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>The whole list, for a terminal.</summary>
    public string Explain()
    {
        var count = Problems.Count == 1 ? "1 problem" : $"{Problems.Count} problems";
        return $"The configuration has {count}. Nothing was started.\n\n{string.Join("\n\n", Problems.Select(problem => problem.Explain()))}\n";
    }
}

/// <summary>Collects problems while a configuration is read.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<ConfigurationProblem> _problems = [];

    public int Count => _problems.Count;

    /// <summary>In the order of the file, whatever the order of the checks.</summary>
    public IReadOnlyList<ConfigurationProblem> All => [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(Place place, string message, string remedy) =>
        _problems.Add(new ConfigurationProblem(file, place.Line, place.Column, place.Path, message, remedy));
}

/// <summary>Where a value stands.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Path">From the root.</param>
internal readonly record struct Place(int Line, int Column, string Path);
