using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads when a device's measurements are to warn.</summary>
internal sealed class DetectSection(Section section, MeasuringDevice device, ProblemList problems)
{
    /// <summary>True for a number that can pass a level.</summary>
    public static bool HasLevels(Quantity quantity) => quantity.IsSeries() && !quantity.IsState();

    /// <summary>What holds where nothing is set: three answers in a row of a device that is asked seldom.</summary>
    public static DetectOptions Usual(TimeSpan every)
    {
        var usual = new DetectOptions();
        return every * 3 > usual.Silence.After ? usual with { Silence = usual.Silence with { After = every * 3 } } : usual;
    }

    /// <summary>All detectors. <paramref name="every"/>: how often the device is asked.</summary>
    public DetectOptions Read(TimeSpan every)
    {
        var level = Fitting("level", HasLevels);
        var contact = Fitting("contact", quantity => quantity == Quantity.Contact);
        var motion = Fitting("motion", quantity => quantity == Quantity.Motion);
        var fence = Fitting("fence", quantity => quantity == Quantity.Position);
        var sos = Fitting("sos", quantity => quantity == Quantity.Sos);
        var fire = Fitting("fire", quantity => quantity == Quantity.Fire);
        var trouble = Fitting("trouble", quantity => quantity == Quantity.Trouble);
        var silence = section.OptionalSection("silence");
        section.Done();
        var usual = new DetectOptions();
        return new DetectOptions
        {
            Level = level is null ? null : LevelSection.Read(level, device.Measures.First(HasLevels), device.Filter, device.Most),
            Contact = contact is null ? null : Contact(contact),
            Motion = motion is null ? null : Motion(motion),
            Fence = fence is null ? null : Fence(fence),
            Sos = sos is null ? null : Sos(sos),
            Fire = fire is null ? usual.Fire : State(fire, usual.Fire),
            Trouble = trouble is null ? usual.Trouble : State(trouble, usual.Trouble),
            Silence = silence is null ? Usual(every).Silence : Silence(silence, every),
        };
    }

    private Section? Fitting(string key, Func<Quantity, bool> fits)
    {
        var detector = section.OptionalSection(key);
        if (detector is null || device.Measures.Any(fits))
        {
            return detector;
        }

        section.Problem(
            key,
            $"\"{key}\" is for {string.Join(", ", Enum.GetValues<Quantity>().Where(fits).Select(quantity => quantity.Name()))}, and \"{device.Kind.Name}\" measures {string.Join(", ", device.Measures.Select(quantity => quantity.Name()))}.",
            "Remove it, or choose another detector.");
        return null;
    }

    private static ContactOptions Contact(Section section)
    {
        var options = new ContactOptions
        {
            Kind = section.Choice("kind", "what the alert is about", Words.AlertKinds),
            Level = section.Choice("level", "how serious it is", Words.Levels),
            OnDelay = section.OptionalDuration("onDelay", max: 3600) ?? TimeSpan.Zero,
        };
        options = options with { OffDelay = section.OptionalDuration("offDelay", max: 86400) ?? options.OffDelay };
        SafetyLimits.CheckOnDelay(section, options.Kind, value: 0, options.OnDelay);
        section.Done();
        return options;
    }

    private static ContactOptions State(Section section, ContactOptions usual)
    {
        var options = usual with
        {
            Level = section.OptionalChoice("level", Words.Levels) ?? usual.Level,
            OnDelay = section.OptionalDuration("onDelay", max: 3600) ?? usual.OnDelay,
            OffDelay = section.OptionalDuration("offDelay", max: 86400) ?? usual.OffDelay,
        };
        SafetyLimits.CheckOnDelay(section, options.Kind, value: 0, options.OnDelay);
        section.Done();
        return options;
    }

    private static MotionOptions Motion(Section section)
    {
        var options = new MotionOptions();
        options = new MotionOptions
        {
            Level = section.OptionalChoice("level", Words.Levels) ?? options.Level,
            MinArea = section.OptionalNumber("minArea", min: 0.01, max: 100) ?? options.MinArea,
            MinDuration = section.OptionalDuration("minDuration", max: 600) ?? options.MinDuration,
            QuietAfter = section.OptionalDuration("quietAfter", min: 1, max: 86400) ?? options.QuietAfter,
            From = section.OptionalTime("from"),
            Until = section.OptionalTime("until"),
        };
        if (section.Has("from") != section.Has("until"))
        {
            var (there, missing) = section.Has("from") ? ("from", "until") : ("until", "from");
            section.Problem(there, $"\"{there}\" stands here without \"{missing}\".", $"Add \"{missing}\", like \"06:00\", or remove both: it then always warns.");
        }
        else if (options.From is { } from && from == options.Until)
        {
            section.Problem("until", "\"until\" equals \"from\": it would never warn.", "Write another time, or remove both: it then always warns.");
        }

        section.Done();
        return options;
    }

    private FenceOptions Fence(Section section)
    {
        var options = new FenceOptions { Ring = Positions.Ring(section, "ring", problems) };
        options = options with
        {
            Level = section.OptionalChoice("level", Words.Levels) ?? options.Level,
            BufferMetres = section.OptionalNumber("bufferMetres", min: 0, max: 1000) ?? options.BufferMetres,
            AfterFixes = (int)(section.OptionalInteger("afterFixes", min: 1, max: 1000) ?? options.AfterFixes),
            AfterDuration = section.OptionalDuration("afterDuration", min: 1, max: 3600) ?? options.AfterDuration,
        };
        section.Done();
        return options;
    }

    private static SosOptions Sos(Section section)
    {
        var options = new SosOptions();
        options = options with { Level = section.OptionalChoice("level", Words.Levels) ?? options.Level };
        section.Done();
        return options;
    }

    private static SilenceOptions Silence(Section section, TimeSpan every)
    {
        var options = Usual(every).Silence;
        options = new SilenceOptions
        {
            Level = section.OptionalChoice("level", Words.Levels) ?? options.Level,
            After = section.OptionalDuration("after", min: 1, max: 86400) ?? options.After,
        };
        if (options.After <= every)
        {
            section.Problem(
                "after",
                $"A device that is asked every {Words.Duration(every.TotalSeconds)} is silent for longer than {Words.Duration(options.After.TotalSeconds)} each time.",
                $"Write more than {Words.Duration(every.TotalSeconds)}, at best three times as long.");
        }

        section.Done();
        return options;
    }
}

/// <summary>What a detector may be set for.</summary>
/// <param name="Kind">Its driver.</param>
/// <param name="Measures">What it measures with its settings.</param>
/// <param name="Filter">What is dropped before.</param>
/// <param name="Most">The greatest value that it tells; null where there is no end.</param>
internal sealed record MeasuringDevice(DeviceKind Kind, IReadOnlyList<Quantity> Measures, FilterOptions Filter, double? Most);
