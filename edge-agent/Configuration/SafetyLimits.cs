using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Configurations that would warn later than the standards allow are refused.</summary>
internal static class SafetyLimits
{
    // GB/T 50493: the first level at 25 %LEL or below, the second at 50 %LEL or below.
    private const double FirstMethaneLevel = 25;
    private const double SecondMethaneLevel = 50;

    // ISA-18.2 practice for fire and combustible gas, as this product promises it.
    private static readonly TimeSpan LongestOnDelay = TimeSpan.FromSeconds(5);

    // EN 50291-1, latest alarm at a concentration in ppm: 120 min at 30, 90 at 50, 40 at 100, 3 at 300.
    private static readonly (double Ppm, TimeSpan Latest)[] CarbonMonoxide =
    [
        (300, TimeSpan.FromMinutes(3)),
        (100, TimeSpan.FromMinutes(40)),
        (50, TimeSpan.FromMinutes(90)),
        (0, TimeSpan.FromMinutes(120)),
    ];

    public static void CheckLevel(Section step, Quantity quantity, int index, double above)
    {
        if (quantity is not (Quantity.Methane or Quantity.CombustibleGas))
        {
            return;
        }

        var most = index == 0 ? FirstMethaneLevel : SecondMethaneLevel;
        if (above > most)
        {
            step.Problem(
                "above",
                $"{above} %LEL is too high for the {(index == 0 ? "first" : "second")} level of {quantity.Label().ToLowerInvariant()}.",
                $"Write {most} or less: GB/T 50493 allows 25 %LEL for the first level and 50 %LEL for the second.");
        }
    }

    public static void CheckOnDelay(Section section, AlertKind kind, double value, TimeSpan onDelay)
    {
        var longest = kind switch
        {
            AlertKind.Gas or AlertKind.Smoke or AlertKind.Fire or AlertKind.ToxicGas or AlertKind.Oxygen => LongestOnDelay,
            AlertKind.CarbonMonoxide => CarbonMonoxide.First(limit => value >= limit.Ppm || limit.Ppm == 0).Latest,
            _ => TimeSpan.MaxValue,
        };
        if (onDelay <= longest)
        {
            return;
        }

        section.Problem(
            "onDelay",
            kind == AlertKind.CarbonMonoxide
                ? $"Carbon monoxide at {value} ppm may not wait for {Words.Duration(onDelay.TotalSeconds)} (EN 50291)."
                : $"Fire and gas may not wait for {Words.Duration(onDelay.TotalSeconds)}.",
            $"Write {Words.Duration(longest.TotalSeconds)} or less.");
    }
}
