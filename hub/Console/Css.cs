using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Console;

/// <summary>Class names of console.css.</summary>
internal static class Css
{
    /// <summary>Sets the colour of a level for everything inside: <c>level-1</c> to <c>level-4</c>.</summary>
    public static string Of(WarningLevel level) => $"level-{(int)level}";
}
