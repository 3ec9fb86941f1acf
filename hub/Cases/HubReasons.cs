using System.Text.RegularExpressions;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Reasons that the hub itself writes into events, where people write theirs. They are kept in English, for ever, and said
/// in Chinese to who reads Chinese; whatever people wrote stays as it is.
/// </summary>
internal static class HubReasons
{
    /// <summary>Why an alert's case is filed.</summary>
    public const string EarlyWarning = "a sensor's early warning is filed at once";

    /// <summary>Why a suspension ends.</summary>
    public const string SuspensionOver = "the time for which it was suspended is over";

    private static readonly (Regex English, string Chinese)[] Known =
    [
        Reason($"^{EarlyWarning}$", "传感器预警,自动立案"),
        Reason($"^{SuspensionOver}$", "挂账期满"),
        Reason(@"^one of at least (\d+) gateways in trouble within ([\d.]+) minutes$", "$2分钟内至少$1个网关异常,此为其一"),
        Reason(@"^nobody answered by (.{19}) UTC; now the next nearest on duty$", "截至$1 UTC无人应答,改派下一名最近的在岗人员"),
        Reason(@"^nobody answered by (.{19}) UTC; now leader of grid (\S+); on duty$", "截至$1 UTC无人应答,改派网格$2的在岗网格长"),
        Reason(@"^nobody answered by (.{19}) UTC; now duty lead of (.+); on duty$", "截至$1 UTC无人应答,改派$2的在岗值班负责人"),
        Reason(@"^nobody answered by (.{19}) UTC; now the centre, as there is nobody else on duty$", "截至$1 UTC无人应答,且无其他在岗人员,转由中心处理"),
        Reason(@"^a case of this level reaches (\d+) at once$", "该等级的案卷同时派遣$1人"),

        // How a task ends that dispatch gives.
        Reason(@" \(by rule (\S+)\)$", "(按规则$1)"),
        Reason(@" \(by rule (\S+): nobody suitable is on duty, so it goes to the centre\)$", "(按规则$1:无合适的在岗人员,转由中心处理)"),
        Reason(@" \(by rule (\S+), to the (?:the )?centre\)$", "(按规则$1,转由中心处理)"),
        Reason(@" \(by rule (\S+), to the leader of grid (\S+); on duty\)$", "(按规则$1,派网格$2的在岗网格长)"),
        Reason(@" \(by rule (\S+), to the duty lead of (.+); on duty\)$", "(按规则$1,派$2的在岗值班负责人)"),
    ];

    /// <summary>A reason as it is said in Chinese.</summary>
    public static string Chinese(string reason)
    {
        foreach (var (english, chinese) in Known)
        {
            if (english.IsMatch(reason))
            {
                return english.Replace(reason, chinese);
            }
        }

        return reason;
    }

    // Without backtracking: people's texts, however long, are looked through once.
    private static (Regex English, string Chinese) Reason(string english, string chinese) => (new Regex(english, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), chinese);
}
