using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>Why a case does not take a command: every reason there is.</summary>
internal static class CaseRefusals
{
    // The case and its step.
    public static Refusal Exists { get; } = new("case-exists", "the case has been reported already", "该案卷已上报");

    public static Refusal NoneSuch { get; } = new("no-such-case", "there is no such case", "没有该案卷");

    public static Refusal Suspended { get; } = new("case-suspended", "the case is suspended: resume it first", "案卷已挂账:请先解除挂账");

    public static Refusal NotSuspended { get; } = new("case-not-suspended", "the case is not suspended", "案卷未挂账");

    public static Refusal Simulated { get; } = new("simulated-and-real", "simulated and real never share a case", "模拟与真实告警不能归入同一案卷");

    public static Refusal Closed { get; } = new("case-closed", "a closed case takes no further alert", "已结案的案卷不再并入告警");

    public static Refusal NotAssessed(CaseEnding ending) => new("not-assessed", $"a case that was {ending} is not assessed", $"以“{ending}”结束的案卷不参与考评");

    public static Refusal Score { get; } = new("score-out-of-range", "a score is 0 to 100", "评分为0至100") { Field = "score" };

    // Fields.
    public static Refusal Missing(CaseField field) => new("missing", $"{field.Words} is missing", $"缺少{field.Words}") { Field = field.Name };

    public static Refusal TooLong(CaseField field, int most) =>
        new("too-long", $"{field.Words} is longer than {most} characters", $"{field.Words}超过{most}个字符") { Field = field.Name };

    public static Refusal Passed(CaseField field) => new("time-passed", $"{field.Words} has passed already", $"{field.Words}已过") { Field = field.Name };

    public static Refusal TooManyPeople(int most) =>
        new("too-many-people", $"it may reach at most {most} people at once", $"一次最多派遣{most}人") { Field = "assignees" };

    public static Refusal PersonName(int most) =>
        new("bad-person-name", $"the name of a person is 1 to {most} characters", $"人员名称为1至{most}个字符") { Field = "assignees" };

    /// <param name="field">Of the report or the command.</param>
    /// <param name="code">That it names.</param>
    /// <param name="known">Some of those that there are.</param>
    public static Refusal Unknown(string field, string code, string known) =>
        new("unknown-code", $"'{field}': there is no {code}; there are {known}", $"'{field}':没有{code};已有的为{known}") { Field = field };

    // Dispatch.
    public static Refusal Reached(string person) => new("reached-already", $"it has reached {person} already", $"已派遣给{person}");

    /// <summary>Of a case, or of a task beside its steps.</summary>
    public static Refusal GivenToOthers(string by, string to) => new(
        "given-to-others",
        $"it was given to {to}: {by} is neither one of them, nor their deputy, nor the leader of their grid, nor their department",
        $"该任务已交给{to}:{by}既非其本人,也非其代理人、所属网格的网格长或所属部门");

    public static Refusal Accepted { get; } = new("accepted-already", "the case has been accepted already", "案卷已被接收");

    // Requests.
    public static Refusal NotLater(DateTimeOffset dueAt) =>
        new("not-later", $"it is due at {dueAt:O} already: more time ends later", $"现有时限为{dueAt:O}:延时须晚于该时限") { Field = "dueAt" };

    public static Refusal Pending(RequestKind kind, string by) =>
        new("request-pending", $"{kind}, which {by} asked for, has to be approved or declined first", $"{by}的“{kind}”申请尚待批准或驳回");

    public static Refusal NothingPending { get; } = new("nothing-asked-for", "nothing is asked for", "没有待批的申请");

    public static Refusal OwnRequest(string by) =>
        new("own-request", $"{by} asked for it: another person has to approve or decline it", $"该申请由{by}提出:须由他人批准或驳回");

    // Tasks beside the steps.
    public static Refusal StillToVerify(string who) => new("verification-open", $"{who} has still to verify it", $"{who}尚未完成核实");

    public static Refusal NotConfirmed { get; } = new(
        "not-confirmed",
        "the verification did not confirm it: ask for it to be voided, or to be verified again",
        "核实未予确认:请申请作废或重新核实");

    public static Refusal StillToInspect(string who) => new("inspection-open", $"{who} has still to inspect it", $"{who}尚未完成核查");

    public static Refusal NotDone { get; } = new(
        "inspected-not-done",
        "the inspection found it not done: send it back, or have it inspected again",
        "核查认定未完成:请返工或重新核查");

    public static Refusal TaskOpen(string who) => new("task-open", $"{who} has that task already", $"{who}已承担该任务");

    public static Refusal NoVerification { get; } = new("no-verification", "no verification is asked for", "未下达核实任务");

    public static Refusal NoInspection { get; } = new("no-inspection", "no inspection is asked for", "未下达核查任务");

    public static Refusal OwnWork(string by) => new("own-work", $"{by} did the work: another person has to inspect it", $"该任务由{by}处理:须由他人核查");

    public static Refusal TooManyPictures(int most) => new("too-many-pictures", $"a case takes at most {most} pictures", $"每个案卷最多{most}张图片");

    // Other cases.
    public static Refusal LinkedWithItself { get; } = new("linked-with-itself", "a case is not linked with itself", "案卷不能与自身关联");

    public static Refusal TooManyLinks(int most) => new("too-many-links", $"a case has at most {most} links", $"每个案卷最多{most}个关联");

    public static Refusal NotLinked(string other) => new("not-linked", $"it is not linked with case {other}", $"未与案卷{other}关联");

    public static Refusal MergedIntoItself { get; } = new("merged-into-itself", "a case is not merged into itself", "案卷不能并入自身");

    public static Refusal NotItsAlerts { get; } =
        new("not-its-alerts", "not all of these alerts are of this case, each once", "所列告警并非都属于该案卷,或有重复") { Field = "alerts" };

    public static Refusal NoAlertLeft { get; } = new("no-alert-left", "at least one alert has to stay", "至少须保留一个告警") { Field = "alerts" };

    public static Refusal NoOther(string caseId) => new("no-such-case", $"there is no case {caseId}", $"没有案卷{caseId}");

    /// <summary>The other of two cases does not take it: the code is its reason's.</summary>
    public static Refusal Other(string caseId, Refusal why) =>
        why with { Text = new Phrase($"case {caseId} does not take it: {why.Text}", $"案卷{caseId}不接受:{why.Text}") };

    // Whoever wants it.
    public static Refusal NoCase(string caseId) => new("no-such-case", $"There is no case {caseId}.", $"没有案卷{caseId}。");

    public static Refusal Changed(string caseId, int version, int expected) => new(
        "version-changed",
        $"Case {caseId} has changed: it is at version {version}, and {expected} was expected. Read it again.",
        $"案卷{caseId}已变更:当前版本为{version},而请求所依据的是{expected}。请重新读取。");

    /// <summary>What is possible in its step instead.</summary>
    public static Refusal NotInStep(CaseStep step, Type command)
    {
        var possible = CaseSteps.PossibleIn(step).ToList();
        var name = CaseSteps.NameOf(command);
        return new(
            "not-in-this-step",
            $"a case that is {step} does not take «{name}». Possible now: {string.Join(", ", possible)}",
            $"案卷处于“{step}”步骤,不能执行“{Glossary.Command(name)}”。现在可以:{Phrase.List(possible.Select(Glossary.Command))}");
    }
}
