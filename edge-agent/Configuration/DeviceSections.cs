using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads sensors and outputs: what is common to all, and what each driver declares.</summary>
internal sealed class DeviceSections(IReadOnlyList<DeviceKind> kinds, IHardware hardware, GatewayOptions gateway, string logins, ProblemList problems)
{
    private readonly Dictionary<string, Place> _names = [];
    private readonly ClaimList _claims = new(problems);

    public DeviceOptions Device(Section section)
    {
        var (name, kind) = NameAndKind(section, kinds.Where(kind => kind.Measures.Count > 0).ToList(), "an output: move it to \"outputs\"");
        var place = section.OptionalText("place") ?? gateway.Place;
        var position = Positions.Read(section);
        var every = section.OptionalDuration("every", min: 0.01, max: 3600) ?? TimeSpan.FromSeconds(1);
        var simulated = section.OptionalFlag("simulated") ?? false;
        var filter = section.OptionalSection("filter");
        var detect = section.OptionalSection("detect");
        if (kind is null)
        {
            // Without its driver nobody can say which keys belong here.
            section.ReportMissing();
            return new DeviceOptions { Name = name, Kind = NoKind, Settings = NoSettings, Place = place };
        }

        var values = DriverOptions.Read(section, kind.Options, logins);
        Claim(section, name, kind, values);
        var (parts, allowsOthers) = kind.Parts is { } ofKind ? new PartSections(section, ofKind).Read() : ([], false);
        var settings = new DeviceSettings(values.All) { Parts = [.. parts.Select(part => part.Part)], AllowsOtherParts = allowsOthers };
        section.Done();
        CheckPace(section, kind, values.Ask(kind.Pace), every);
        var measures = kind.MeasuresWith(settings);
        var filterOptions = FilterSection.Read(filter, kind, measures);
        return new DeviceOptions
        {
            Name = name,
            Kind = kind,
            Settings = settings,
            Place = place,
            Position = measures.Contains(Quantity.Position) ? null : position ?? gateway.Position,
            Parts = parts,
            Every = every,
            Simulated = simulated || gateway.Simulated || OnSimulatedBus(kind, settings),
            Filter = filterOptions,
            Detect = detect is null ? DetectSection.Usual(every) : new DetectSection(detect, new MeasuringDevice(kind, measures, filterOptions, kind.Most(settings)), problems).Read(every),
        };
    }

    public OutputOptions Output(Section section)
    {
        var (name, kind) = NameAndKind(section, kinds.Where(kind => kind.Measures.Count == 0).ToList(), "a sensor: move it to \"devices\"");
        var label = section.OptionalText("label") ?? name;
        var on = section.Choices("on", "the kinds of alert that switch it on", Words.AlertKinds);
        var atLeast = section.Choice("atLeast", "the lowest level that switches it on", Words.Levels);
        var duration = section.OptionalDuration("for", min: 1, max: 86400);
        var sounder = section.OptionalFlag("sounder") ?? false;
        if (kind is null)
        {
            section.ReportMissing();
            return new OutputOptions { Name = name, Label = label, Kind = NoKind, Settings = NoSettings, On = on, AtLeast = atLeast };
        }

        var values = DriverOptions.Read(section, kind.Options, logins);
        Claim(section, name, kind, values);
        section.Done();
        return new OutputOptions
        {
            Name = name,
            Label = label,
            Kind = kind,
            Settings = new DeviceSettings(values.All),
            On = on,
            AtLeast = atLeast,
            For = duration,
            Sounder = sounder,
        };
    }

    private static void CheckPace(Section section, DeviceKind kind, AskingPace? pace, TimeSpan every)
    {
        if (pace is null || (every >= pace.Shortest && every <= pace.Longest))
        {
            return;
        }

        var longest = Words.Duration(pace.Longest.TotalSeconds);
        section.Problem(
            "every",
            $"The {kind.Name} cannot be asked every {Words.Duration(every.TotalSeconds)}: {pace.Why}.",
            pace.Shortest == pace.Longest ? $"Write \"{longest}\"." : $"Write \"{longest}\", or less.");
    }

    private (string Name, DeviceKind? Kind) NameAndKind(Section section, List<DeviceKind> fitting, string otherwise)
    {
        var name = section.Text("name", "a name of its own, like \"kitchen-methane\"");
        if (name.Length > 0 && !IsName(name))
        {
            section.Problem("name", $"\"{name}\" is no device name.", "Write 1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit.");
        }
        else if (name.Length > 0 && !_names.TryAdd(name, section.PlaceOf("name")))
        {
            section.Problem("name", $"\"{name}\" is taken: line {_names[name].Line} has it too.", "Give each device and output a name of its own.");
        }

        var kindName = section.Text("kind", $"its driver: {Words.Choices(fitting.Select(kind => kind.Name))}");
        var found = fitting.Find(kind => kind.Name == kindName);
        if (kindName.Length > 0 && found is null)
        {
            var misplaced = kinds.Any(kind => kind.Name == kindName);
            var meant = Spelling.Nearest(kindName, fitting.Select(kind => kind.Name));
            section.Problem(
                "kind",
                misplaced ? $"\"{kindName}\" is {otherwise}." : $"There is no driver \"{kindName}\".",
                (meant is null ? "" : $"Did you mean \"{meant}\"? ") + $"There is {Words.Choices(fitting.Select(kind => kind.Name))}.");
        }

        return (name, found);
    }

    private void Claim(Section section, string name, DeviceKind kind, OptionValues values) =>
        _claims.Take(name, [.. kind.Options.SelectMany(option => values.Ask(option.Claim) is { } claim ? [(claim, section.PlaceOf(option.Name))] : Array.Empty<(Claim, Place)>())]);

    // What hangs on a simulated bus is marked on the wire.
    private bool OnSimulatedBus(DeviceKind kind, DeviceSettings settings) =>
        kind.Options.Any(option => option.Bus is not null && settings.OptionalText(option.Name) is { } bus && hardware.IsSimulated(bus));

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '-' && name.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0;

    // What stands in for a driver that does not exist: it never leaves this folder, for there is a problem.
    private static readonly DeviceSettings NoSettings = new(new Dictionary<string, object?>());

    private static readonly DeviceKind NoKind = new("", "", [], [], (_, _) => throw new InvalidOperationException("There is no driver."));
}
