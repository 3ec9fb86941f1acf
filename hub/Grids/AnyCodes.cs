using System.Diagnostics.CodeAnalysis;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Grids;

/// <summary>
/// A city's own codes beside the standard's: what is nothing but 12 digits or more is meant to be the standard's, and held
/// to it; anything else need only be fit for a topic and a path.
/// </summary>
internal sealed class AnyCodes : IGridCodeScheme
{
    // Paths of the API and the word for no cell: a grid of that name could not be asked for.
    private static readonly string[] Taken = [GridCell.Unassigned, "at", "import", "versions"];

    private readonly Gbt30428Codes _standard = new();

    public string Name => GridCodeSchemes.Default;

    public bool TryRead(string text, out GridCode code, [NotNullWhen(false)] out Phrase? problem)
    {
        if (text.Length >= Gbt30428Codes.BaseLength && text.All(char.IsAsciiDigit))
        {
            return _standard.TryRead(text, out code, out problem);
        }

        code = new GridCode(text, GridCodeForm.Free);
        problem = !GridCell.IsCode(text) ? new("is not 1 to 32 letters, digits or hyphens", "不是1至32个字母、数字或连字符")
            : Taken.Contains(text) ? new("is a word that the hub uses itself", "是系统保留的词")
            : null;
        return problem is null;
    }
}
