using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads levels: one after the other upwards or downwards, within what can be measured, and not above what the standards allow.</summary>
internal static class LevelSection
{
    private const int MostSteps = 4;

    public static LevelOptions Read(Section section, Quantity quantity, FilterOptions filter, double? most)
    {
        AlertKind? natural = quantity switch
        {
            Quantity.Methane or Quantity.CombustibleGas => AlertKind.Gas,
            Quantity.CarbonMonoxide => AlertKind.CarbonMonoxide,
            Quantity.Smoke => AlertKind.Smoke,
            Quantity.HydrogenSulfide => AlertKind.ToxicGas,
            Quantity.Oxygen => AlertKind.Oxygen,
            _ => null,
        };
        var kind = natural is null
            ? section.Choice("kind", "what the alert is about", Words.AlertKinds)
            : section.OptionalChoice("kind", Words.AlertKinds) ?? natural.Value;
        if (natural is not null && kind != natural)
        {
            section.Problem("kind", $"The device measures {quantity.Name()}.", $"Write {Words.Choices(Words.AlertKinds.Where(word => word.Value == natural).Select(word => word.Key))}, or remove the key.");
        }

        var steps = section.Sections("steps", "the levels, one after the other: [ { \"above\": …, \"level\": \"yellow\" }, … ]", atLeast: 1);
        var falling = steps is [var first, ..] && first.Has("below");
        var options = new LevelOptions
        {
            Kind = kind,
            Falling = falling,
            Steps = Steps(section, steps, falling ? Falling : Rising, new Watched(quantity, kind, filter, most)),
        };
        options = options with
        {
            Deadband = section.OptionalNumber("deadband", min: 0) ?? options.Deadband,
            OffDelay = section.OptionalDuration("offDelay", max: 86400) ?? options.OffDelay,
        };
        if (!falling && options.Steps.Count > 0 && options.Steps[0].Limit > 0 && options.Deadband >= options.Steps[0].Limit)
        {
            section.Problem("deadband", "The deadband reaches below zero: an alert would never clear.", $"Write less than {options.Steps[0].Limit}, the first level.");
        }

        section.Done();
        return options;
    }

    private static List<LevelStep> Steps(Section section, IReadOnlyList<Section> read, Direction direction, Watched watched)
    {
        var steps = new List<LevelStep>();
        foreach (var step in read)
        {
            var limit = step.Number(direction.Key, $"the level, in {watched.Quantity.Unit()}");
            var level = step.Choice("level", "what it means", Words.Levels);
            var onDelay = step.OptionalDuration("onDelay", max: 7200) ?? TimeSpan.Zero;
            step.Done();
            if (limit <= 0 && step.Has(direction.Key) && watched.Quantity != Quantity.Temperature)
            {
                step.Problem(direction.Key, $"{limit} is not above zero.", "Write a level that clean air does not pass.");
            }

            if (steps.Count > 0 && !direction.IsBeyond(limit, steps[^1].Limit) && step.Has(direction.Key))
            {
                step.Problem(direction.Key, $"{limit} does not lie {direction.Key} {steps[^1].Limit}, the step before.", $"Write the steps in {direction.Order} order.");
            }

            if (steps.Count > 0 && level != default && steps[^1].Level != default && level >= steps[^1].Level)
            {
                step.Problem("level", "It is no higher than the step before.", "Each step warns higher: blue, yellow, orange, red.");
            }

            direction.CheckReachable(step, limit, watched);
            SafetyLimits.CheckLevel(step, watched.Quantity, steps.Count, limit);
            SafetyLimits.CheckOnDelay(step, watched.Kind, limit, onDelay);
            steps.Add(new LevelStep(limit, level, onDelay));
        }

        if (read.Count > MostSteps)
        {
            section.Problem("steps", $"There are {read.Count} steps, and only {MostSteps} warning levels.", "Remove some.");
        }

        return steps;
    }

    private static readonly Direction Rising = new("above", "ascending", (limit, before) => limit > before, (step, limit, watched) =>
    {
        if (limit >= watched.Most)
        {
            step.Problem("above", FormattableString.Invariant($"So set up the device tells {watched.Most:0.###} {watched.Quantity.Unit()} at most: this level could never be passed."), "Lower the level, or change how the device is set up.");
        }

        if (limit >= watched.Filter.Max)
        {
            step.Problem("above", $"The filter drops everything above {watched.Filter.Max}: this level could never be passed.", "Raise \"max\" in \"filter\", or lower the level.");
        }
    });

    private static readonly Direction Falling = new("below", "descending", (limit, before) => limit < before, (step, limit, watched) =>
    {
        if (limit <= watched.Filter.Min)
        {
            step.Problem("below", $"The filter drops everything below {watched.Filter.Min}: this level could never be passed.", "Lower \"min\" in \"filter\", or raise the level.");
        }
    });

    /// <summary>Whether the value may rise too far or fall too far; all steps of one device have the same.</summary>
    private sealed record Direction(string Key, string Order, Func<double, double, bool> IsBeyond, Action<Section, double, Watched> CheckReachable);

    /// <summary>What the levels are of.</summary>
    private sealed record Watched(Quantity Quantity, AlertKind Kind, FilterOptions Filter, double? Most);
}
