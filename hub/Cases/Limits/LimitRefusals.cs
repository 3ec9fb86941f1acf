using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>Why something about a limit is not answered or not done.</summary>
internal static class LimitRefusals
{
    public static Refusal NoResult { get; } = new("missing", "'result' has to say what was done.", "'result'须说明处理情况。") { Field = "result" };

    public static Refusal NoStage(string caseId, string stage, IReadOnlyList<string> known)
    {
        var words = known.Count == 0 ? new Phrase("it has none", "该案卷没有时限阶段") : new Phrase($"it has {string.Join(", ", known)}", $"现有阶段:{string.Join('、', known)}");
        return new("no-such-stage", $"Case {caseId} has no limit with a stage '{stage}': {words}.", $"案卷{caseId}的时限没有阶段'{stage}':{words}。");
    }

    public static Refusal Finished(string caseId, string stage, DateTimeOffset at) => new(
        "stage-finished",
        $"The stage '{stage}' of case {caseId} was done on {at:yyyy-MM-dd HH:mm} UTC already.",
        $"案卷{caseId}的阶段'{stage}'已于{at:yyyy-MM-dd HH:mm} UTC完成。");

    public static Refusal Light { get; } = new("unknown-word", "'light' is one of green, yellow, red.", "'light'的取值为green、yellow、red之一。") { Field = "light" };
}
