namespace EdgeGrid.Benchmarks.Cases;

/// <summary>Something that is asked of the hub's API.</summary>
/// <param name="Name">In words.</param>
/// <param name="Path">After <c>/api/v1/</c>, with the question.</param>
internal sealed record Question(string Name, string Path)
{
    private const string Deep = "before=20250115-000400";

    /// <summary>Lists and searches, the hard ones among them: what is common, what is rare, what nothing matches, and pages far down.</summary>
    public static IReadOnlyList<Question> All(string day) =>
    [
        new("newest", "cases"),
        new("a page of 500", "cases?limit=500"),
        new("far down", "cases?" + Deep),
        new("step filed", "cases?step=filed"),
        new("step dispatched, far down", "cases?step=dispatched&" + Deep),
        new("step assessed", "cases?step=assessed"),
        new("open", "cases?open=true"),
        new("closed, far down", "cases?open=false&" + Deep),
        new("level red", "cases?level=red"),
        new("level red, far down", "cases?level=red&" + Deep),
        new("level blue and open", "cases?level=blue&open=true"),
        new("level red and step filed", "cases?level=red&step=filed"),
        new("department", "cases?department=fire-brigade"),
        new("department, open", "cases?department=fire-brigade&open=true"),
        new("department that there is not", "cases?department=nobody"),
        new("assignee", "cases?assignee=" + DistrictWords.BusiestWorker),
        new("assignee and level red", $"cases?assignee={DistrictWords.BusiestWorker}&level=red"),
        new("cell", "cases?grid=" + DistrictWords.BusiestCell),
        new("cell and level red, far down", $"cases?grid={DistrictWords.BusiestCell}&level=red&{Deep}"),
        new("category", "cases?category=0101"),
        new("category and level red", "cases?category=0101&level=red"),
        new("category and department that never meet", "cases?category=0402&department=nobody"),
        new("number", $"cases?q={day}-0001"),
        new("day", $"cases?q={day}"),
        new("common word", "cases?q=" + DistrictWords.Common),
        new("common word, far down", $"cases?q={DistrictWords.Common}&{Deep}"),
        new("common word and a cell", $"cases?q={DistrictWords.Common}&grid={DistrictWords.BusiestCell}"),
        new("common word and a step", $"cases?q={DistrictWords.Common}&step=fed-back"),
        new("common word and level red", $"cases?q={DistrictWords.Common}&level=red"),
        new("common word and a category that no sensor has", $"cases?q={DistrictWords.Common}&category=0101"),
        new("common word and a department that there is not", $"cases?q={DistrictWords.Common}&department=nobody"),
        new("common word and a cell that there is not", $"cases?q={DistrictWords.Common}&grid=999"),
        new("common word, level red, not yet filed: none", $"cases?q={DistrictWords.Common}&level=red&step=reported"),
        new("common word and an assignee", $"cases?q={DistrictWords.Common}&assignee={DistrictWords.BusiestWorker}"),
        new("two common words", $"cases?q={DistrictWords.Common}%20smoke"),
        new("two common words that never meet", "cases?q=smoke%20rubbish"),
        new("Chinese", "cases?q=" + Uri.EscapeDataString("暴露垃圾")),
        new("Chinese, common pair and a rare house", "cases?q=" + Uri.EscapeDataString("和平路 399")),
        new("Chinese and English", "cases?q=" + Uri.EscapeDataString("庆云桥 kitchen smoke")),
        new("a word that there is not", "cases?q=unheard"),
        new("newest alerts", "alerts?limit=120"),
    ];
}
