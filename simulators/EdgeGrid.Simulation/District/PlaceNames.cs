namespace EdgeGrid.Simulation.District;

/// <summary>Names of places, in the manner of a city in the north of Jiangsu. None is a person's.</summary>
internal static class PlaceNames
{
    /// <summary>Street offices; the first is the one in the centre.</summary>
    public static IReadOnlyList<string> Streets { get; } =
    [
        "Heping Road", "Jiefang Road", "Minzhu Street", "Kuihe Bank", "Duanzhuang", "Wangling Road", "Huaihai Road",
        "Zhongshan Road", "Taishan Road", "Fengming Road", "Yunlong Lake", "Qilishan", "Jinshan Street", "Hubin",
    ];

    private static readonly string[] First =
    [
        "Chengnan", "Kuiyuan", "Heping", "Xinhua", "Guangming", "Yong'an", "Fuxing", "Jianguo", "Yuhua", "Dongfeng", "Xiangyang",
        "Hongqi", "Tuanjie", "Qingnian", "Wenchang", "Xuefu", "Ruyi", "Cuiping", "Jinding", "Binhe", "Lishan", "Shuangquan", "Nanyuan",
        "Taihe", "Minfu", "Anju", "Yihe", "Longteng", "Meiyuan", "Songshan", "Zhuyuan",
    ];

    private static readonly string[] Second = ["Garden", "Village", "Court", "Lane"];

    private static readonly string[] Sites =
    [
        "Primary School", "Market", "Middle School", "Works", "Hospital", "Kindergarten", "Bus Depot", "Shopping Centre", "Park", "College",
        "Logistics Yard", "Library",
    ];

    /// <summary>Of the n-th community; all differ for n &lt; 124.</summary>
    public static string Community(int n) => $"{First[n % First.Length]} {Second[n / First.Length % Second.Length]}";

    /// <summary>Of the n-th basic cell of a community, from 1.</summary>
    public static string BasicCell(string community, int n) => $"{community}, grid {n}";

    /// <summary>Of the n-th site of one sort in a street, from 0.</summary>
    public static string Site(string street, int n) => $"{street} {Sites[n % Sites.Length]} {(n / Sites.Length) + 1}";
}
