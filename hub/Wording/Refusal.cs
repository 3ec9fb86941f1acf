using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Wording;

/// <summary>Why something was not done. The refusals of a room stand together, in its class <c>…Refusals</c>.</summary>
/// <param name="Code">By which programs tell it from others: it stays, however the words change.</param>
/// <param name="Text">For people.</param>
internal sealed record Refusal(string Code, Phrase Text)
{
    /// <summary>Nobody reads more in one line: the rest stands in <see cref="Parts"/> alone.</summary>
    private const int MostInText = 8;

    public Refusal(string code, Sentence<English> en, Sentence<Chinese> zh)
        : this(code, new Phrase(en, zh))
    {
    }

    /// <summary>The field of the body, or the parameter, that it is about; null when it is about none.</summary>
    public string? Field { get; init; }

    /// <summary>Each reason, when there are several.</summary>
    public IReadOnlyList<Refusal> Parts { get; init; } = [];

    /// <summary>All that is wrong at once.</summary>
    public static Refusal Of(IReadOnlyList<Refusal> parts)
    {
        if (parts is [var only])
        {
            return only;
        }

        var text = parts.Take(MostInText).Select(part => part.Text).Aggregate((all, next) => all.Then(next));
        var more = parts.Count - MostInText;
        return new Refusal("several-problems", more > 0 ? text.Then(new Phrase($"and {more} more", $"另有{more}项")) : text) { Parts = parts };
    }

    /// <summary>What HTTP says of it: problem details (RFC 9457) in the language that is asked for.</summary>
    public ProblemHttpResult Answer(int status, IReadOnlyDictionary<string, object?>? extensions = null)
    {
        // As it stands for who accepts no JSON: then nobody completes it.
        var problem = new RefusedProblem(this) { Status = status, Detail = Text.En, Extensions = { ["code"] = Code } };
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>())
        {
            problem.Extensions[name] = value;
        }

#pragma warning disable RS0030 // The one place: everything else answers with a refusal, which has both languages.
        return TypedResults.Problem(problem);
#pragma warning restore RS0030
    }

    public override string ToString() => Text.En;
}

/// <summary>Problem details that know their refusal until the language is known.</summary>
internal sealed class RefusedProblem(Refusal refusal) : ProblemDetails
{
    /// <summary>Not public: it is not written into the answer.</summary>
    internal Refusal Refusal => refusal;
}
