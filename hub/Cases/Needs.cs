using EdgeGrid.Hub.Wording;

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
    public static Refusal? Text(string? text, CaseField field, int most = Long) =>
        string.IsNullOrWhiteSpace(text) ? CaseRefusals.Missing(field) : AtMost(text, field, most);

    /// <summary>It has to be said.</summary>
    public static Refusal? Text(Phrase? text, CaseField field) => Text(text?.En, field) ?? AtMost(text, field);

    /// <summary>It need not be said.</summary>
    public static Refusal? AtMost(string? text, CaseField field, int most) => text?.Length > most ? CaseRefusals.TooLong(field, most) : null;

    /// <summary>It need not be said.</summary>
    public static Refusal? AtMost(Phrase? text, CaseField field, int most = Long) => AtMost(text?.En, field, most) ?? AtMost(text?.Zh, field, most);

    /// <summary>An instant has to lie ahead.</summary>
    public static Refusal? Ahead(DateTimeOffset? at, DateTimeOffset now, CaseField field) => at <= now ? CaseRefusals.Passed(field) : null;

    /// <summary>What happened, unless something is wrong: then all that is.</summary>
    public static Decision All(Func<CaseEvent> happened, params ReadOnlySpan<Refusal?> problems)
    {
        List<Refusal>? wrong = null;
        foreach (var problem in problems)
        {
            if (problem is not null)
            {
                (wrong ??= []).Add(problem);
            }
        }

        return wrong is null ? Decision.Of(happened()) : Decision.Rejected(Refusal.Of(wrong));
    }
}
