using System.Diagnostics.CodeAnalysis;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>How a city writes the codes of its grids.</summary>
internal interface IGridCodeScheme
{
    /// <summary>What the configuration calls it.</summary>
    string Name { get; }

    /// <summary>Reads a code.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="code">The code, when it is one.</param>
    /// <param name="problem">What is wrong with it; a part of a sentence that begins after the code. Null when nothing is.</param>
    bool TryRead(string text, out GridCode code, [NotNullWhen(false)] out Phrase? problem);
}

/// <summary>Every scheme there is. A new one is one class and one line here.</summary>
internal static class GridCodeSchemes
{
    /// <summary>In force where nothing is configured.</summary>
    public const string Default = "any";

    private static readonly IGridCodeScheme[] All = [new AnyCodes(), new Gbt30428Codes()];

    /// <summary>What can be configured, for people.</summary>
    public static string Names => string.Join(" or ", All.Select(scheme => scheme.Name));

    /// <summary>The scheme of a name; null when there is none.</summary>
    public static IGridCodeScheme? Of(string name) => Array.Find(All, scheme => scheme.Name == name);
}
