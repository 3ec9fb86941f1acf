namespace EdgeGrid.Devices.Host;

/// <summary>
/// The gateway itself, by what its kernel tells in files. Of what is measured together, what the machine does not have is left
/// out; what is asked for by its name must be there.
/// </summary>
internal sealed class HostDevice : ISampledDevice
{
    private const string Everything = "all";

    // The first that has levels is the one that detect.level is of.
    private static readonly Quantity[] Told =
        [Quantity.Temperature, Quantity.FreeMemory, Quantity.FreeDisk, Quantity.LinkQuality, Quantity.Trouble, Quantity.Uptime];

    private readonly HostFiles _files;
    private readonly IReadOnlyList<Quantity> _wanted;
    private IReadOnlyList<Quantity>? _there;

    private HostDevice(DeviceSettings settings)
    {
        _wanted = Kind.MeasuresWith(settings);
        _files = new HostFiles(settings.Text("sys"), settings.Text("proc"), settings.Text("folder"))
        {
            Zone = settings.OptionalText("zone"),
            Interface = settings.OptionalText("interface"),
        };
    }

    public static DeviceKind Kind { get; } = new(
        "host",
        "The gateway itself: temperature, free memory and disk, Wi-Fi, uptime, and a supply that is too weak",
        Told,
        [
            new("measures", OptionType.Text, "One of these, to warn of it. all: whatever of them this machine has.")
            {
                Default = Everything, Choices = [Everything, .. Told.Select(quantity => quantity.Name())],
            },
            new("zone", OptionType.Text, "The thermal zone to read, by its type: cpu-thermal. Not set: the hottest of all."),
            new("interface", OptionType.Text, "The wireless interface: wlan0. Not set: the first."),
            new("folder", OptionType.Text, "A folder on the disk whose free space is told: the gateway's data folder.") { Default = "/var/lib/edgegrid" },
            new("sys", OptionType.Text, "Where sysfs is mounted.") { Default = "/sys" },
            new("proc", OptionType.Text, "Where procfs is mounted.") { Default = "/proc" },
        ],
        (settings, _) => new HostDevice(settings))
    {
        QuantityOption = "measures",
        MayLack = Told,
    };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var there = _wanted.Where(quantity => _files.Read(quantity) is not null).ToArray();
        if (there.Length == 0)
        {
            throw new DeviceException(
                DeviceFault.NotResponding,
                _wanted.Count == 1
                    ? $"This machine tells no {_wanted[0].Name()}: there is nothing of it at {_files.PlaceOf(_wanted[0])}. Without \"measures\" the device tells what there is."
                    : $"There is nothing at {_files.PlaceOf(Quantity.Uptime)}: check \"sys\" and \"proc\".");
        }

        _there = there;
        return ValueTask.FromResult(new DeviceIdentity(_files.Model, string.Join(", ", there.Select(quantity => quantity.Name()))));
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var there = _there ?? throw new InvalidOperationException("The device is sampled before it was opened.");
        return [.. there.Select(quantity => _files.Read(quantity) ?? Measurement.Failed(quantity, DeviceFault.NotResponding))];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
