namespace EdgeGrid.Hub.Warnings;

/// <summary>How public warnings are signed.</summary>
public sealed record WarningOptions
{
    /// <summary>Who sends them: a name that nobody else in the world has, as a domain is (CAP 1.2, <c>sender</c>).</summary>
    public string Sender { get; init; } = "edgegrid.invalid";

    /// <summary>The same for people (CAP 1.2, <c>senderName</c>).</summary>
    public string SenderName { get; init; } = "EdgeGrid";

    /// <summary>How long a warning holds when whoever publishes it does not say.</summary>
    public TimeSpan HoldsFor { get; init; } = TimeSpan.FromHours(6);

    /// <summary>True for what the standard takes as a sender: no blanks, no commas, no <c>&lt;</c>, no <c>&amp;</c>.</summary>
    public static bool IsSender(string text) => text.Length is > 0 and <= 128 && !text.Any(c => char.IsWhiteSpace(c) || c is ',' or '<' or '&');
}
