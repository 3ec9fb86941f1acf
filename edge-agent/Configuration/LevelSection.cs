using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads levels: ascending, within what can be measured, and not above what the standards allow.</summary>
internal static class LevelSection
{
    private const int MostSteps = 4;

    public static LevelOptions Read(Section section, Quantity quantity, FilterOptions filter)
    {
        var natural = quantity switch
        {
            Quantity.Methane => AlertKind.Gas,
            Quantity.CarbonMonoxide => AlertKind.CarbonMonoxide,
            _ => AlertKind.Smoke,
        };
        var kind = section.OptionalChoice("kind", Words.AlertKinds) ?? natural;
        if (kind != natural)
        {
            section.Problem("kind", $"The device measures {quantity.Name()}.", $"Write {Words.Choices(Words.AlertKinds.Where(word => word.Value == natural).Select(word => word.Key))}, or remove the key.");
        }

        var options = new LevelOptions
        {
            Kind = kind,
            Steps = Steps(section, natural, quantity, filter),
        };
        options = options with
        {
            Deadband = section.OptionalNumber("deadband", min: 0) ?? options.Deadband,
            OffDelay = section.OptionalDuration("offDelay", max: 86400) ?? options.OffDelay,
        };
        if (options.Steps.Count > 0 && options.Steps[0].Above > 0 && options.Deadband >= options.Steps[0].Above)
        {
            section.Problem("deadband", "The deadband reaches below zero: an alert would never clear.", $"Write less than {options.Steps[0].Above}, the first level.");
        }

        section.Done();
        return options;
    }

    private static List<LevelStep> Steps(Section section, AlertKind kind, Quantity quantity, FilterOptions filter)
    {
        var steps = new List<LevelStep>();
        var read = section.Sections("steps", "the levels, ascending: [ { \"above\": …, \"level\": \"yellow\" }, … ]", atLeast: 1);
        foreach (var step in read)
        {
            var above = step.Number("above", $"the level, in {quantity.Unit()}");
            var level = step.Choice("level", "what it means", Words.Levels);
            var onDelay = step.OptionalDuration("onDelay", max: 7200) ?? TimeSpan.Zero;
            step.Done();
            if (above <= 0 && step.Has("above"))
            {
                step.Problem("above", $"{above} is not above zero.", "Write a level that clean air does not pass.");
            }

            if (steps.Count > 0 && above <= steps[^1].Above && step.Has("above"))
            {
                step.Problem("above", $"{above} does not lie above {steps[^1].Above}, the step before.", "Write the steps in ascending order.");
            }

            if (steps.Count > 0 && level != default && steps[^1].Level != default && level >= steps[^1].Level)
            {
                step.Problem("level", "It is no higher than the step before.", "Each step warns higher: blue, yellow, orange, red.");
            }

            if (above >= filter.Max)
            {
                step.Problem("above", $"The filter drops everything above {filter.Max}: this level could never be passed.", "Raise \"max\" in \"filter\", or lower the level.");
            }

            SafetyLimits.CheckLevel(step, quantity, steps.Count, above);
            SafetyLimits.CheckOnDelay(step, kind, above, onDelay);
            steps.Add(new LevelStep(above, level, onDelay));
        }

        if (read.Count > MostSteps)
        {
            section.Problem("steps", $"There are {read.Count} steps, and only {MostSteps} warning levels.", "Remove some.");
        }

        return steps;
    }
}
