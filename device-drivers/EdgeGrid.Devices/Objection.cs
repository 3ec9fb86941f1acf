namespace EdgeGrid.Devices;

/// <summary>What is wrong with an option, for a technician.</summary>
/// <param name="Message">A sentence: <c>The ADS1115 has the inputs 0 to 3, and no 5.</c></param>
/// <param name="Remedy">Another one: <c>Correct "channel".</c></param>
public sealed record Objection(string Message, string Remedy);

/// <summary>What of the gateway a device needs for itself, so that two devices of one configuration cannot both have it.</summary>
/// <param name="Thing">In a sentence: <c>pin 22 of gpio:0</c>.</param>
/// <param name="Remedy">What to do when another device has it, a sentence.</param>
public sealed record Claim(string Thing, string Remedy)
{
    /// <summary>Which part of the thing; null for all of it.</summary>
    public string? Part { get; init; }

    /// <summary>Whoever has it on the same terms shares it: <c>9600 baud, 8N1</c>. Null: nobody does.</summary>
    public string? Terms { get; init; }

    /// <summary>The two cannot both be had.</summary>
    public bool Excludes(Claim other) =>
        Thing == other.Thing && (Part is null || other.Part is null || Part == other.Part) && (Terms is null || Terms != other.Terms);
}
