using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Benchmarks.Cases;

/// <summary>What a district talks about: streets, problems, departments and cells, in Chinese and in English, some of them far more often than others.</summary>
internal sealed class DistrictWords
{
    /// <summary>Of every gateway here.</summary>
    public const string Epoch = "0123456789abcdef0123456789abcdef";

    /// <summary>In every sensor's place: a word that hundreds of thousands of cases have.</summary>
    public const string Common = "stairwell";

    private const int Cells = 1_100;
    private const int Gateways = 400;

    private static readonly string[] Streets =
    [
        "和平路 Heping Road", "建国路 Jianguo Road", "解放路 Jiefang Road", "云龙湖 Yunlong Lake", "民主路 Minzhu Road", "淮海路 Huaihai Road",
        "中山路 Zhongshan Road", "矿山路 Kuangshan Road", "大马路 Dama Road", "泰山路 Taishan Road", "黄河路 Huanghe Road", "庆云桥 Qingyun Bridge",
        "王陵路 Wangling Road", "苏堤路 Sudi Road", "湖北路 Hubei Road", "二环路 Second Ring", "铜山路 Tongshan Road", "奎园 Kuiyuan",
    ];

    private static readonly (string Category, string Words)[] Problems =
    [
        ("0101", "暴露垃圾 rubbish not collected"), ("0102", "道路不洁 dirty road"), ("0103", "井盖缺失 manhole cover missing"),
        ("0104", "路灯不亮 street lamp dark"), ("0201", "违章搭建 illegal building"), ("0202", "占道经营 stall on the pavement"),
        ("0203", "乱停车辆 vehicles parked in the way"), ("0301", "噪音扰民 noise at night"), ("0302", "树木倒伏 tree fallen"),
        ("0303", "积水 water on the road"), ("0401", "电梯故障 lift out of order"), ("0402", "消防通道堵塞 fire lane blocked"),
    ];

    private static readonly (AlertKind Kind, string Measured)[] Hazards =
    [
        (AlertKind.Smoke, "Smoke 0.42 dB/m > 0.30 for 5 s"), (AlertKind.Gas, "Methane 26 %LEL > 25 for 5 s"), (AlertKind.CarbonMonoxide, "CO 112 ppm for 12 min"),
        (AlertKind.Intrusion, "Motion in 3.1 % of the picture"), (AlertKind.SensorSilent, "Silent for 120 s"), (AlertKind.DeviceFault, "Not responding"), (AlertKind.Sos, "SOS button pressed"),
    ];

    private static readonly string[] Rooms = ["kitchen", "garage", "roof", "lobby", "boiler room", "corridor"];

    private static readonly string[] Departments = ["urban-management", "fire-brigade", "police", "civil-affairs", "work-safety", "water", "landscaping", "housing"];

    /// <summary>A cell that holds one case in two hundred; the others share the rest unevenly.</summary>
    public static string BusiestCell => Cell(0);

    /// <summary>A person of the busiest department.</summary>
    public static string BusiestWorker => Worker(0, 0);

    public ReportedAlert Alert(Random dice)
    {
        var (kind, measured) = Hazards[Skewed(dice, Hazards.Length)];
        var (place, cell) = Where(dice);
        var room = dice.Next(3) == 0 ? Rooms[dice.Next(Rooms.Length)] : Common;
        return new ReportedAlert
        {
            Gateway = string.Create(CultureInfo.InvariantCulture, $"gw-{dice.Next(Gateways):D3}"),
            AlertId = string.Create(CultureInfo.InvariantCulture, $"{dice.NextInt64():x16}{dice.NextInt64():x16}"),
            Kind = kind,
            Level = Level(dice),
            Device = string.Create(CultureInfo.InvariantCulture, $"sensor-{dice.Next(12)}"),
            Place = $"{place}, {room}",
            Grid = cell,
            Position = Position(dice),
            Measured = measured,
            Simulated = false,
        };
    }

    public ReportedProblem Problem(Random dice)
    {
        var (category, words) = Problems[Skewed(dice, Problems.Length)];
        var (place, cell) = Where(dice);
        return new ReportedProblem
        {
            Category = category,
            Description = words,
            Address = place,
            Grid = cell,
            Position = Position(dice),
            Source = (ReportSource)(1 + dice.Next(3)),
            Reference = dice.Next(4) == 0 ? string.Create(CultureInfo.InvariantCulture, $"12345-{dice.Next(10_000_000):D7}") : null,
            Level = Level(dice),
        };
    }

    /// <summary>A department, and one of its people.</summary>
    public (string Department, string Worker) Department(Random dice)
    {
        var department = Skewed(dice, Departments.Length);
        return (Departments[department], Worker(department, dice.Next(100)));
    }

    // The first of many far more often than the last.
    private static int Skewed(Random dice, int count) => (int)(count * Math.Pow(dice.NextDouble(), 2.2));

    private static WarningLevel Level(Random dice) => dice.NextDouble() switch
    {
        < 0.01 => WarningLevel.Red,
        < 0.06 => WarningLevel.Orange,
        < 0.35 => WarningLevel.Yellow,
        _ => WarningLevel.Blue,
    };

    private static (string Place, string Cell) Where(Random dice) => (
        string.Create(CultureInfo.InvariantCulture, $"{Streets[Skewed(dice, Streets.Length)]} {1 + dice.Next(400)}"),
        Cell(dice.Next(200) == 0 ? 0 : Skewed(dice, Cells)));

    private static Position Position(Random dice) => new(34.15 + (dice.NextDouble() * 0.2), 117.1 + (dice.NextDouble() * 0.25), 8);

    private static string Cell(int number) => string.Create(CultureInfo.InvariantCulture, $"320303{1 + (number / 100):D3}{1 + (number / 10 % 10):D3}{1 + (number % 10):D3}");

    private static string Worker(int department, int number) => string.Create(CultureInfo.InvariantCulture, $"{Departments[department]}-{number:D2}");
}
