using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>
/// A monitoring centre for fire alarm transmission devices that speak GB 26875.3-2011 over TCP. Each device, each of its systems
/// and each component is a part (<see cref="Gb26875Parts"/>). See <see cref="Gb26875Session"/> for what is understood.
/// </summary>
internal sealed class Gb26875Server(DeviceSettings settings, DeviceContext context) : IListeningDevice
{
    private const int UsualPort = 26875;
    private const string Honour = "honour";

    public static DeviceKind Kind { get; } = new(
        "gb26875",
        "Server for fire alarm transmission devices that speak GB 26875.3: fires, faults and analogue values of their components",
        [Quantity.Trouble, Quantity.Fire, Quantity.CombustibleGas, Quantity.Temperature, Quantity.Voltage],
        [
            .. ListenerOptions.Declare(UsualPort, idle: TimeSpan.FromMinutes(10)),
            new("testBit", OptionType.Text, "A fire whose state says test, too. ignore: it is a fire. honour: it is trouble, for panels that are known to set the bit right.")
            {
                Default = "ignore", Choices = ["ignore", Honour],
            },
            new("guardCheckEvery", OptionType.Duration, "How often somebody at the panel must show that they are on guard. Not set: never.") { Min = 600, Max = 604_800 },
            new("guardCheckMinutes", OptionType.Integer, "So many minutes may that take.") { Default = 10L, Min = 1, Max = 255 },
        ],
        (settings, context) => new Gb26875Server(settings, context))
    {
        Parts = new PartKind("transmission device, system or component", "379.1.1.10-2", Gb26875Parts.IsPart) { Beats = Gb26875Parts.IsDevice, Canonical = Gb26875Parts.Canonical },
    };

    /// <summary>Where devices connect; null before it is opened.</summary>
    public TerminalListener? Listener { get; private set; }

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var options = ListenerOptions.Read(settings);
        var parts = new Gb26875Parts(settings);
        var session = new Gb26875SessionOptions(
            parts,
            new Gb26875Meaning(parts, settings.Text("testBit") == Honour),
            settings.OptionalDuration("guardCheckEvery"),
            settings.Integer("guardCheckMinutes"),
            context.Time);
        Listener = new TerminalListener(options, context, connection => new Gb26875Session(connection, session));
        Listener.Start();
        return ValueTask.FromResult(new DeviceIdentity("GB 26875.3 server", $"at {options}"));
    }

    public IAsyncEnumerable<Measurement> ListenAsync(CancellationToken cancellationToken) =>
        (Listener ?? throw new InvalidOperationException("The device is listened to before it was opened.")).ListenAsync(cancellationToken);

    public ValueTask DisposeAsync() => Listener?.DisposeAsync() ?? ValueTask.CompletedTask;
}
