using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Why a citizen's report is not taken, beside what Open311 itself asks for.</summary>
internal static class CitizenRefusals
{
    public static Refusal TooMany(double minutes) => new(
        "too-many-reports",
        $"Too many reports came from here. Send the next one in {minutes} minutes; call the emergency number if it cannot wait.",
        $"来自此处的上报过多。请在{minutes}分钟后再次上报;如情况紧急,请拨打紧急电话。");
}
