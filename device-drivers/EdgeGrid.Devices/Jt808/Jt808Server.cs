using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// A server for positioning terminals of vehicles and persons that speak JT/T 808 in the editions of 2013 and 2019. Each
/// terminal is a part, named by its phone number. See <see cref="Jt808Session"/> for what is understood.
/// </summary>
internal sealed class Jt808Server(DeviceSettings settings, DeviceContext context) : IListeningDevice
{
    private const int UsualPort = 6808;

    private readonly Jt808Terminals _terminals = new(settings);

    public static DeviceKind Kind { get; } = new(
        "jt808",
        "Server for positioning terminals that speak JT/T 808-2013 or -2019: positions, SOS, and what ails them",
        [Quantity.Position, Quantity.Sos, Quantity.Trouble],
        ListenerOptions.Declare(UsualPort, idle: TimeSpan.FromMinutes(5)),
        (settings, context) => new Jt808Server(settings, context))
    {
        Parts = new PartKind("terminal's phone number", "013800138000", Jt808Terminals.IsPhone) { Canonical = Jt808Terminals.Canonical },
    };

    /// <summary>Where terminals connect; null before it is opened.</summary>
    public TerminalListener? Listener { get; private set; }

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var options = ListenerOptions.Read(settings);
        Listener = new TerminalListener(options, context, connection => new Jt808Session(_terminals, connection, context.Time));
        Listener.Start();
        return ValueTask.FromResult(new DeviceIdentity("JT/T 808 server", $"at {options}"));
    }

    public IAsyncEnumerable<Measurement> ListenAsync(CancellationToken cancellationToken) =>
        (Listener ?? throw new InvalidOperationException("The device is listened to before it was opened.")).ListenAsync(cancellationToken);

    public ValueTask DisposeAsync() => Listener?.DisposeAsync() ?? ValueTask.CompletedTask;
}
