using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Agent.Configuration;

/// <summary>
/// Reads a gateway's configuration whole: it comes out valid, or every problem comes out in one list.
/// </summary>
/// <param name="kinds">The drivers there are.</param>
/// <param name="hardware">Knows which buses are simulated.</param>
public sealed class AgentConfiguration(IReadOnlyList<DeviceKind> kinds, IHardware hardware)
{
    // A gateway with a hundred devices has 60 KB.
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly string[] TechniciansSections = ["gateway", "hub", "data"];

    /// <summary>Reads a file. Paths in it are relative to its folder.</summary>
    public ConfigurationResult Load(string file)
    {
        var problems = new ProblemList(file);
        var wholeFile = new Place(0, 0, "");
        try
        {
            if (Directory.Exists(file))
            {
                problems.Add(wholeFile, "This is a folder.", "Name the configuration file in it.");
            }
            else if (new FileInfo(file) is { Exists: true, Length: > MaxBytes })
            {
                problems.Add(wholeFile, "The file is larger than 4 MB: this is no configuration.", "Name another file with --config.");
            }
            else
            {
                return Read(File.ReadAllBytes(file), file);
            }
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(wholeFile, "There is no such file.", "Name another one with --config; deploy/examples has some to begin with.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(wholeFile, $"The file cannot be read: {unreadable.Message}", $"Give the user {Environment.UserName} the right to read it.");
        }

        return new ConfigurationResult(null, problems.All);
    }

    /// <summary>Reads a text, for a program that makes its configuration itself.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What it is called in problems.</param>
    public ConfigurationResult Parse(string json, string name) => Read(Encoding.UTF8.GetBytes(json), name);

    /// <summary>
    /// Reads what the centre may set, devices and outputs, and puts it in the place of the technician's. Who the gateway is
    /// and whom it talks to stays his; a document that holds any of that, or a password, is refused.
    /// </summary>
    /// <param name="file">The technician's configuration.</param>
    /// <param name="document">JSON.</param>
    /// <param name="name">What it is called in problems.</param>
    internal ConfigurationResult Overlay(AgentOptions file, string document, string name)
    {
        var problems = new ProblemList(name);
        var json = Encoding.UTF8.GetBytes(document);
        if (ConfigurationParser.Parse(json, problems) is not { } root)
        {
            return new ConfigurationResult(null, problems.All);
        }

        if (root.Kind != NodeKind.Object)
        {
            problems.Add(root.Place, $"Here stands {root.Describe()}, where an object belongs.", "Write { \"devices\": [ … ], \"outputs\": [ … ] }.");
            return new ConfigurationResult(null, problems.All);
        }

        RefusePasswords(root, problems);
        var section = new Section(root, problems);
        var devices = new DeviceSections(kinds, hardware, file.Gateway, file.LoginsFolder, problems);
        foreach (var own in TechniciansSections)
        {
            section.Forbid(own, $"\"{own}\" is not the centre's to set: who a gateway is and whom it talks to stands in the technician's file alone.", "Remove it.");
        }

        var options = file with
        {
            Devices = [.. section.Sections("devices", "every device of the gateway, [] for none").Select(devices.Device)],
            Outputs = [.. section.Sections("outputs", "every output of the gateway, [] for none").Select(devices.Output)],
            Hash = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(file.Hash), .. json]))[..12],
        };
        section.Done();
        return problems.Count == 0 ? new ConfigurationResult(options, []) : new ConfigurationResult(null, problems.All);
    }

    // The hub keeps every revision for ever, and whoever reads gateways reads them.
    private static void RefusePasswords(ConfigurationNode node, ProblemList problems)
    {
        if (node.Kind == NodeKind.Text && DesiredConfiguration.HoldsPassword(node.Text))
        {
            problems.Add(
                node.Place,
                "A user or password stands in this address, and the hub would keep it where others can read it.",
                "Take it out. What a camera needs the technician keeps at the gateway: name it with \"login\".");
        }

        foreach (var child in node.Items.Concat(node.Members.Select(member => member.Value)))
        {
            RefusePasswords(child, problems);
        }
    }

    internal ConfigurationResult Read(ReadOnlySpan<byte> json, string file)
    {
        var problems = new ProblemList(file);
        AgentOptions? options = null;
        if (ConfigurationParser.Parse(json, problems) is { } root)
        {
            if (root.Kind == NodeKind.Object)
            {
                options = Root(new Section(root, problems), Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/", problems);
                options = options with { Hash = Convert.ToHexStringLower(SHA256.HashData(json))[..12] };
            }
            else
            {
                problems.Add(root.Place, $"Here stands {root.Describe()}, where an object belongs.", "Begin the file with { and end it with }.");
            }
        }

        return problems.Count == 0 ? new ConfigurationResult(options, []) : new ConfigurationResult(null, problems.All);
    }

    private AgentOptions Root(Section root, string folder, ProblemList problems)
    {
        var gateway = Gateway(root.RequiredSection("gateway", "who this gateway is: { \"id\": …, \"name\": …, \"place\": … }"));
        var hub = HubSection.Read(root.RequiredSection("hub", "where alerts go: { \"url\": \"mqtt://HOST:1883\" }"), folder);
        var data = Data(root.OptionalSection("data"), folder);
        var logins = Path.Combine(folder, "logins");
        var devices = new DeviceSections(kinds, hardware, gateway, logins, problems);
        var options = new AgentOptions
        {
            Gateway = gateway,
            Hub = hub,
            Data = data,
            LoginsFolder = logins,
            Devices = [.. root.Sections("devices").Select(devices.Device)],
            Outputs = [.. root.Sections("outputs").Select(devices.Output)],
            Hash = "",
        };
        root.Done();
        return options;
    }

    private static GatewayOptions Gateway(Section? section)
    {
        if (section is null)
        {
            return new GatewayOptions { Id = default, Name = "", Place = "" };
        }

        var id = section.Text("id", "its name on the wire, " + GatewayId.Rule);
        if (id.Length > 0 && !GatewayId.TryParse(id, out _))
        {
            section.Problem("id", $"\"{id}\" is no gateway id.", $"Write {GatewayId.Rule}.");
        }

        var options = new GatewayOptions
        {
            Id = GatewayId.TryParse(id, out var parsed) ? parsed : default,
            Name = section.Text("name", "what people call it"),
            Place = section.Text("place", "where it stands, in words"),
            Position = Positions.Read(section),
            Cell = section.OptionalText("cell"),
            Simulated = section.OptionalFlag("simulated") ?? false,
        };
        section.Done();
        return options;
    }

    private static DataOptions Data(Section? section, string folder)
    {
        var options = new DataOptions { Folder = DataOptions.DefaultFolder };
        if (section is null)
        {
            return options;
        }

        options = new DataOptions
        {
            Folder = Path.Combine(folder, section.OptionalText("folder") ?? options.Folder),
            MaxMegabytes = (int)(section.OptionalInteger("maxMegabytes", min: 16, max: 1_000_000) ?? options.MaxMegabytes),
            KeepMeasurements = section.OptionalDuration("keepMeasurements", min: 60) ?? options.KeepMeasurements,
            KeepPositions = section.OptionalDuration("keepPositions", min: 60) ?? options.KeepPositions,
        };
        section.Done();
        return options;
    }
}
