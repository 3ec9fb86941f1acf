using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads what happens to a value before anyone decides on it.</summary>
internal static class FilterSection
{
    // A longer median would hide a real alarm for longer than it may take.
    private const int LongestDespike = 31;

    public static FilterOptions Read(Section? section, DeviceKind kind, IReadOnlyList<Quantity> measures)
    {
        var options = new FilterOptions();
        if (section is null)
        {
            return options;
        }

        options = new FilterOptions
        {
            Min = section.OptionalNumber("min"),
            Max = section.OptionalNumber("max"),
            Despike = (int)(section.OptionalInteger("despike", min: 1, max: LongestDespike) ?? options.Despike),
            Deadband = section.OptionalNumber("deadband", min: 0) ?? options.Deadband,
            LongestSilence = section.OptionalDuration("longestSilence", min: 1, max: 86400) ?? options.LongestSilence,
        };
        if (options.Min >= options.Max)
        {
            section.Problem("min", "\"min\" is not below \"max\": no value would be plausible.", "Write a lower \"min\" or a higher \"max\".");
        }

        if (options.Despike % 2 == 0)
        {
            section.Problem("despike", "A median needs an odd number of values.", $"Write {options.Despike - 1} or {options.Despike + 1}; 1 is no median.");
        }

        if (options.Despike > 1 && !measures.Any(quantity => quantity.IsSeries()))
        {
            section.Problem("despike", $"What \"{kind.Name}\" measures is no series of numbers: it has no median.", "Remove it.");
        }

        section.Done();
        return options;
    }
}
