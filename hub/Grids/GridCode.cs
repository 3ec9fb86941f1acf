namespace EdgeGrid.Hub.Grids;

/// <summary>What a code is made of. The digits are those of GB/T 30428.1.</summary>
internal enum GridCodeForm
{
    /// <summary>A city's own: it says nothing of what it lies in.</summary>
    Free,

    /// <summary>6 digits (GB/T 2260).</summary>
    District,

    /// <summary>9 digits: district 6, street 3.</summary>
    Street,

    /// <summary>12 digits, the base code: district 6, street 3, community 3.</summary>
    Community,

    /// <summary>15 digits, a unit grid: base 12, sequence 3.</summary>
    Unit,

    /// <summary>20 digits, a special grid: object 6, base 12, sequence 2.</summary>
    Special,
}

/// <summary>The code of a grid, or of what it lies in, read by an <see cref="IGridCodeScheme"/>.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Form">What it is made of.</param>
internal readonly record struct GridCode(string Text, GridCodeForm Form)
{
    /// <summary>Digits that come before the base code.</summary>
    private int Start => Form == GridCodeForm.Special ? 6 : 0;

    /// <summary>The district's 6 digits; null in a code that does not tell.</summary>
    public string? District => Part(6, GridCodeForm.District);

    /// <summary>The street's 9 digits; null in a code that does not tell.</summary>
    public string? Street => Part(9, GridCodeForm.Street);

    /// <summary>The community's 12 digits; null in a code that does not tell.</summary>
    public string? Community => Part(12, GridCodeForm.Community);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private string? Part(int length, GridCodeForm least) => Form >= least ? Text.Substring(Start, length) : null;
}
