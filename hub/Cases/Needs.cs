namespace EdgeGrid.Hub.Cases;

/// <summary>What a command has to say, and how much it may: each answers what is wrong, or null.</summary>
internal static class Needs
{
    /// <summary>A code or a name.</summary>
    public const int Short = 64;

    /// <summary>A line.</summary>
    public const int Line = 200;

    /// <summary>A text that people write.</summary>
    public const int Long = 2000;

    /// <summary>It has to be said.</summary>
    public static string? Text(string? text, string what, int most = Long) =>
        string.IsNullOrWhiteSpace(text) ? $"{what} is missing" : AtMost(text, what, most);

    /// <summary>It need not be said.</summary>
    public static string? AtMost(string? text, string what, int most) =>
        text?.Length > most ? FormattableString.Invariant($"{what} is longer than {most} characters") : null;

    /// <summary>An instant has to lie ahead.</summary>
    public static string? Ahead(DateTimeOffset? at, DateTimeOffset now, string what) => at <= now ? $"{what} has passed already" : null;

    /// <summary>What happened, unless something is wrong: then all that is.</summary>
    public static Decision All(Func<CaseEvent> happened, params ReadOnlySpan<string?> problems)
    {
        List<string>? wrong = null;
        foreach (var problem in problems)
        {
            if (problem is not null)
            {
                (wrong ??= []).Add(problem);
            }
        }

        return wrong is null ? Decision.Of(happened()) : Decision.Rejected(string.Join("; ", wrong));
    }
}
