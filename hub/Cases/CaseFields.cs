using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>A field of a command: as programs write it, and as people say it.</summary>
internal sealed record CaseField(string Name, Phrase Words);

/// <summary>The fields that a command may lack, or say too much in.</summary>
internal static class CaseFields
{
    public static readonly CaseField Category = new("category", new("a category", "类别"));
    public static readonly CaseField Description = new("description", new("a description", "描述"));
    public static readonly CaseField Address = new("address", new("an address", "地址"));
    public static readonly CaseField Reference = new("reference", new("the reporter's reference", "上报方编号"));
    public static readonly CaseField Ground = new("ground", new("the ground for filing", "立案依据"));
    public static readonly CaseField Reason = new("reason", new("a reason", "理由"));
    public static readonly CaseField Why = new("why", new("a reason", "理由"));
    public static readonly CaseField Result = new("result", new("what was done", "处理情况"));
    public static readonly CaseField Remark = new("remark", new("the remark", "备注"));
    public static readonly CaseField Department = new("department", new("a department", "部门"));
    public static readonly CaseField Task = new("task", new("the task", "任务内容"));
    public static readonly CaseField DueAt = new("dueAt", new("the time limit", "办结时限"));
    public static readonly CaseField AnswerBy = new("answerBy", new("the time to answer", "应答时限"));
    public static readonly CaseField Until = new("until", new("the time that is asked for", "所申请的时间"));
    public static readonly CaseField HandedTo = new("to", new("whom it is handed to", "转派对象"));
    public static readonly CaseField EscalatedTo = new("to", new("whom it is to reach", "升级派遣对象"));
    public static readonly CaseField Stage = new("stage", new("the stage", "阶段"));
    public static readonly CaseField Assignee = new("assignee", new("who is to do it", "承办人"));
    public static readonly CaseField Question = new("question", new("what is to be found out", "需查明的内容"));
    public static readonly CaseField Finding = new("finding", new("what was found", "查明情况"));
    public static readonly CaseField Inspected = new("finding", new("what the inspection found", "核查结论"));
    public static readonly CaseField Said = new("finding", new("what the reporter said", "上报人意见"));
    public static readonly CaseField Text = new("text", new("a text", "内容"));
    public static readonly CaseField SplitDescription = new("description", new("what the new case is about", "新案卷的描述"));
}
