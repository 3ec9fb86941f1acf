using System.Collections.Frozen;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// The words that the API speaks in, as people say them in Chinese and in English: for whoever shows cases, alerts and people
/// in either language. The terms are those of GB/T 30428.
/// </summary>
internal static class Glossary
{
    /// <summary>By list, in the order of the list.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<GlossaryEntry>> All { get; } = new Dictionary<string, IReadOnlyList<GlossaryEntry>>
    {
        ["steps"] = Of(
            ("reported", "Reported", "采集上报"),
            ("filed", "Filed", "案卷建立"),
            ("dispatched", "Dispatched", "任务派遣"),
            ("handling", "Being handled", "任务处理"),
            ("fed-back", "Fed back", "情况反馈"),
            ("closed", "Closed", "核查结案"),
            ("assessed", "Assessed", "考核评价")),
        ["levels"] = Of(
            ("red", "Level I, red", "一级(红色)"),
            ("orange", "Level II, orange", "二级(橙色)"),
            ("yellow", "Level III, yellow", "三级(黄色)"),
            ("blue", "Level IV, blue", "四级(蓝色)")),
        ["kinds"] = Of(
            ("gas", "Combustible gas", "可燃气体"),
            ("carbon-monoxide", "Carbon monoxide", "一氧化碳"),
            ("smoke", "Smoke", "烟雾"),
            ("intrusion", "Intrusion", "入侵"),
            ("sos", "SOS", "紧急求助"),
            ("grid-exit", "Left the grid", "离开网格"),
            ("sensor-silent", "Sensor silent", "传感器失联"),
            ("device-fault", "Device fault", "设备故障"),
            ("fire", "Fire alarm", "火警"),
            ("toxic-gas", "Toxic gas", "有毒气体"),
            ("oxygen", "Oxygen", "氧气含量")),
        ["transitions"] = Of(
            ("raised", "Raised", "触发"),
            ("escalated", "Escalated", "升级"),
            ("cleared", "Cleared", "解除")),
        ["endings"] = Of(
            ("handled", "Handled", "处理结案"),
            ("self-handled", "Handled at once", "自处置"),
            ("voided", "Voided", "作废"),
            ("forced", "Closed by force", "强制结案"),
            ("merged", "Merged", "合并")),
        ["requests"] = Of(
            ("suspension", "Suspension", "挂账"),
            ("extension", "More time", "延时"),
            ("void", "Voiding", "作废"),
            ("forced-close", "Closing by force", "强制结案"),
            ("appeal", "Another assessment", "申诉")),
        ["sources"] = Of(
            ("worker", "Grid worker", "网格员上报"),
            ("citizen", "Citizen", "公众举报"),
            ("program", "Another system", "系统对接")),
        ["attachments"] = Of(
            ("before", "Before", "处理前"),
            ("after", "After", "处理后"),
            ("snapshot", "Snapshot", "抓拍")),
        ["lights"] = Of(
            ("green", "In time", "绿灯"),
            ("yellow", "Soon due", "黄灯"),
            ("red", "Overdue", "红灯")),
        ["limit-units"] = Of(
            ("urgent-hour", "Urgent hours", "紧急工作时"),
            ("working-hour", "Working hours", "工作时"),
            ("working-day", "Working days", "工作日"),
            ("natural-day", "Natural days", "自然日")),
        ["roles"] = Of(
            ("worker", "Grid worker", "网格员"),
            ("leader", "Grid leader", "网格长"),
            ("dispatcher", "Dispatcher", "派遣员"),
            ("department", "Department", "专业部门"),
            ("supervisor", "Supervisor", "监督员"),
            ("administrator", "Administrator", "管理员"),
            ("gateway", "Gateway", "网关"),
            ("citizen", "Citizen", "公众")),
        ["grid-roles"] = Of(
            ("leader", "Leader", "网格长"),
            ("instructor", "Instructor", "指导员"),
            ("worker", "Worker", "网格员"),
            ("informant", "Informant", "信息员"),
            ("assistant", "Assistant", "协理员")),
        ["commands"] = Of(
            ("file", "File", "立案"),
            ("dispatch", "Dispatch", "派遣"),
            ("accept", "Accept", "接收"),
            ("feed-back", "Feed back", "反馈"),
            ("close", "Close", "结案"),
            ("assess", "Assess", "考评"),
            ("refuse", "Refuse", "拒收"),
            ("send-back", "Send back for rework", "返工"),
            ("return", "Return", "回退"),
            ("return-filing", "Return to reporting", "退回立案"),
            ("ask-verification", "Ask for verification", "下达核实"),
            ("answer-verification", "Answer the verification", "核实回复"),
            ("ask-inspection", "Ask for inspection", "下达核查"),
            ("answer-inspection", "Answer the inspection", "核查回复"),
            ("self-handle", "Handle at once", "自处置"),
            ("revisit", "Revisit", "回访"),
            ("request-suspension", "Ask for suspension", "申请挂账"),
            ("request-extension", "Ask for more time", "申请延时"),
            ("request-void", "Ask for voiding", "申请作废"),
            ("request-forced-close", "Ask for closing by force", "申请强制结案"),
            ("appeal", "Appeal", "申诉"),
            ("approve", "Approve", "批准"),
            ("decline", "Decline", "驳回"),
            ("resume", "Resume", "解除挂账"),
            ("hand-over", "Hand over", "转派"),
            ("escalate", "Escalate", "升级派遣"),
            ("urge", "Urge", "督办"),
            ("comment", "Comment", "批注"),
            ("link", "Link", "关联"),
            ("unlink", "Unlink", "取消关联"),
            ("merge", "Merge", "合并"),
            ("split", "Split", "拆分")),
        ["events"] = Of(
            ("CaseReported", "Reported by a sensor", "传感器上报"),
            ("StormReported", "Reported by many gateways at once", "多网关同时上报"),
            ("ProblemReported", "Reported", "问题上报"),
            ("CaseFiled", "Filed", "已立案"),
            ("AlertJoined", "An alert joined", "告警并入"),
            ("AlertEscalated", "An alert rose", "告警升级"),
            ("LevelRaised", "Level raised", "等级提升"),
            ("AlertCleared", "An alert cleared", "告警解除"),
            ("CaseDispatched", "Dispatched", "已派遣"),
            ("CaseAccepted", "Accepted", "已接收"),
            ("CaseRefused", "Refused", "已拒收"),
            ("AssigneeRefused", "Refused by a person", "个人拒收"),
            ("CaseHandedOver", "Handed over", "已转派"),
            ("DispatchEscalated", "Escalated", "已升级派遣"),
            ("FeedbackGiven", "Fed back", "已反馈"),
            ("CaseSentBack", "Sent back for rework", "已返工"),
            ("CaseReturned", "Returned", "已回退"),
            ("FilingReturned", "Returned to reporting", "已退回立案"),
            ("CaseSelfHandled", "Handled at once", "已自处置"),
            ("CaseClosed", "Closed", "已结案"),
            ("CaseAssessed", "Assessed", "已考评"),
            ("CaseRevisited", "Revisited", "已回访"),
            ("VerificationAsked", "Verification asked for", "已下达核实"),
            ("VerificationAnswered", "Verified", "已核实"),
            ("InspectionAsked", "Inspection asked for", "已下达核查"),
            ("InspectionAnswered", "Inspected", "已核查"),
            ("RequestMade", "Approval asked for", "已提交申请"),
            ("RequestDeclined", "Declined", "已驳回"),
            ("CaseSuspended", "Suspended", "已挂账"),
            ("CaseResumed", "Resumed", "已解除挂账"),
            ("CaseExtended", "More time given", "已延时"),
            ("CaseVoided", "Voided", "已作废"),
            ("CaseClosedByForce", "Closed by force", "已强制结案"),
            ("AppealUpheld", "Appeal upheld", "申诉成立"),
            ("CaseUrged", "Urged", "已督办"),
            ("LimitWarned", "Soon due", "即将超时"),
            ("LimitPassed", "Overdue", "已超时"),
            ("StageFinished", "A stage was finished", "阶段完成"),
            ("CommentAdded", "Comment added", "已批注"),
            ("AttachmentAdded", "Picture added", "已添加图片"),
            ("CaseLinked", "Linked", "已关联"),
            ("CaseUnlinked", "Unlinked", "已取消关联"),
            ("CaseMerged", "Merged into another", "已并入他案"),
            ("CaseAbsorbed", "Took over another", "已合并他案"),
            ("CaseSplit", "Split", "已拆分"),
            ("CaseSplitOff", "Split off", "拆分立案")),
    };

    /// <summary>Which list has the words of which enum.</summary>
    private static readonly Dictionary<string, Type> Enums = new()
    {
        ["steps"] = typeof(CaseStep),
        ["levels"] = typeof(WarningLevel),
        ["kinds"] = typeof(AlertKind),
        ["transitions"] = typeof(AlertTransition),
        ["endings"] = typeof(CaseEnding),
        ["requests"] = typeof(RequestKind),
        ["sources"] = typeof(ReportSource),
        ["attachments"] = typeof(AttachmentPurpose),
        ["lights"] = typeof(LimitLight),
        ["limit-units"] = typeof(LimitUnit),
        ["roles"] = typeof(Role),
        ["grid-roles"] = typeof(GridRole),
    };

    private static readonly FrozenDictionary<Enum, Phrase> OfEnums = Enums
        .SelectMany(list => Enum.GetValues(list.Value).Cast<Enum>().Select(value => (Value: value, Entry: All[list.Key].Single(entry => entry.Word == ApiWords.Of(value)))))
        .ToFrozenDictionary(one => one.Value, one => new Phrase(one.Entry.En, one.Entry.Zh));

    private static readonly FrozenDictionary<string, Phrase> OfCommands = All["commands"].ToFrozenDictionary(entry => entry.Word, entry => new Phrase(entry.En, entry.Zh));

    /// <summary>An enum's value as people say it.</summary>
    /// <exception cref="KeyNotFoundException">No list has its words.</exception>
    public static Phrase Of(Enum value) => OfEnums[value];

    /// <summary>A command of cases as people say it; one that people do not send is called as programs call it.</summary>
    public static Phrase Command(string name) => OfCommands.GetValueOrDefault(name) ?? Phrase.Same(name);

    private static IReadOnlyList<GlossaryEntry> Of(params (string Word, string En, string Zh)[] entries) =>
        [.. entries.Select(entry => new GlossaryEntry(entry.Word, entry.En, entry.Zh))];
}

/// <summary>A word of the API in both languages.</summary>
/// <param name="Word">As it stands in requests and answers.</param>
/// <param name="En">English.</param>
/// <param name="Zh">Chinese.</param>
internal sealed record GlossaryEntry(string Word, string En, string Zh);
