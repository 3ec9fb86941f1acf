using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Warnings;

/// <summary>What a warning says of a kind of thing and of a level, where whoever publishes it says nothing better.</summary>
internal static class WarningWords
{
    /// <summary>CAP's category, what happens, and what to do.</summary>
    public static KindWords Of(AlertKind? kind) => kind switch
    {
        AlertKind.Gas => new("Safety", "Evacuate", ("Gas leak", "燃气泄漏"), ("Leave the building, touch no switch, light nothing, and call for help from outside.", "请立即离开,勿开关电器、勿用明火,到室外报警。")),
        AlertKind.CarbonMonoxide => new("Health", "Evacuate", ("Carbon monoxide", "一氧化碳"), ("Open windows, leave the rooms, and call for help if anybody feels unwell.", "请开窗通风并离开室内,如有不适立即求助。")),
        AlertKind.Smoke or AlertKind.Fire => new("Fire", "Evacuate", ("Smoke or fire", "烟雾或火情"), ("Leave by the stairs, close doors behind you, and call the fire brigade.", "请走楼梯撤离,随手关门,并拨打119。")),
        AlertKind.ToxicGas => new("Health", "Evacuate", ("Toxic gas", "有毒气体"), ("Leave across the wind, close windows, and stay away until the area is released.", "请向侧风方向撤离,关闭门窗,解除前勿返回。")),
        AlertKind.Oxygen => new("Safety", "Avoid", ("Air that cannot be breathed safely", "空气含氧量异常"), ("Do not enter, not even to help: call for people with breathing apparatus.", "切勿进入,也勿盲目施救,请呼叫配备呼吸器的救援人员。")),
        AlertKind.Intrusion => new("Security", "Monitor", ("Intrusion", "非法闯入"), ("Keep your distance and call the police.", "请保持距离并报警。")),
        AlertKind.Sos or AlertKind.GridExit => new("Rescue", "Avoid", ("Rescue under way", "救援进行中"), ("Keep the way free for those who help.", "请让出救援通道。")),
        AlertKind.SensorSilent or AlertKind.DeviceFault => new("Infra", "Monitor", ("Monitoring out of order", "监测设备故障"), ("Watch out yourselves until it is repaired.", "修复之前请自行留意。")),
        _ => new("Other", "Monitor", ("Public safety notice", "公共安全提示"), ("Follow the instructions of those in charge.", "请听从现场人员指挥。")),
    };

    /// <summary>The level for CAP: severity and urgency; I is the highest.</summary>
    public static (string Severity, string Urgency, string En, string Zh) Of(WarningLevel level) => level switch
    {
        WarningLevel.Red => ("Extreme", "Immediate", "Level I (red)", "I级(红色)"),
        WarningLevel.Orange => ("Severe", "Immediate", "Level II (orange)", "II级(橙色)"),
        WarningLevel.Yellow => ("Moderate", "Expected", "Level III (yellow)", "III级(黄色)"),
        _ => ("Minor", "Future", "Level IV (blue)", "IV级(蓝色)"),
    };
}

/// <summary>What is said of one kind.</summary>
/// <param name="Category">CAP's.</param>
/// <param name="ResponseType">CAP's word for what to do.</param>
/// <param name="Event">What happens.</param>
/// <param name="Instruction">What to do.</param>
internal sealed record KindWords(string Category, string ResponseType, (string En, string Zh) Event, (string En, string Zh) Instruction);
