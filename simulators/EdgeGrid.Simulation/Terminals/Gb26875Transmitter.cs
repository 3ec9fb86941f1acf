using System.Net.Sockets;

namespace EdgeGrid.Simulation.Terminals;

/// <summary>A transmission device as it is set up.</summary>
public sealed record Gb26875TransmitterOptions
{
    /// <summary>Of the centre.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Of the centre.</summary>
    public required int Port { get; init; }

    /// <summary>Of the device: 379 in hexadecimal, as in the standard's example.</summary>
    public ulong Address { get; init; } = 0x379;

    /// <summary>Between two frames.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where its smoke detector hangs.</summary>
    public string Text { get; init; } = "和平路18号3层走廊";
}

/// <summary>
/// A fire alarm transmission device with a panel of one smoke detector, at zone 10 and point 2: tells the detector's state again
/// and again, sets its clock when it is told to, and connects anew when it is cut off.
/// </summary>
public sealed class Gb26875Transmitter(Gb26875TransmitterOptions options, TimeProvider time)
{
    private const int Normal = 1;
    private const int FireBit = 1 << 1;
    private const int FaultBit = 1 << 2;
    private const byte SetTime = 90;

    private readonly byte[] _text = Gb26875Frame.Text(options.Text);
    private volatile bool _burns;
    private volatile bool _isBroken;
    private volatile TerminalFault _fault;

    /// <summary>The detector smells smoke.</summary>
    public bool Burns
    {
        get => _burns;
        set => _burns = value;
    }

    /// <summary>The detector is out of order.</summary>
    public bool IsBroken
    {
        get => _isBroken;
        set => _isBroken = value;
    }

    /// <summary>Between it and the centre.</summary>
    public TerminalFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>How far its clock is off until it is set.</summary>
    public TimeSpan ClockIsOff { get; set; }

    /// <summary>Frames that were confirmed.</summary>
    public int Confirmed { get; private set; }

    /// <summary>Until it is cancelled: that is its end, not a failure.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => TerminalLink.KeepTryingAsync(ConnectAsync, time, cancellationToken);

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var link = new Gb26875Link(await TerminalLink.ConnectAsync(options.Host, options.Port, cancellationToken), options.Address, time);
            using var timer = new PeriodicTimer(options.Every, time);
            do
            {
                (link.Link.Fault, link.ClockIsOff) = (_fault, ClockIsOff);
                var state = Normal | (_burns ? FireBit : 0) | (_isBroken ? FaultBit : 0);
                if (await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 10, 2, state, _text), cancellationToken) is not { } reply)
                {
                    return;
                }

                Confirmed += reply.Command == 3 ? 1 : 0;
                await ObeyAsync(link, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (SocketException)
        {
            // Nobody listens, or not any more: it tries again.
            return;
        }
    }

    private async Task ObeyAsync(Gb26875Link link, CancellationToken cancellationToken)
    {
        foreach (var order in link.Others.Where(order => order.Command == 1))
        {
            ClockIsOff = order.Data[0] == SetTime ? TimeSpan.Zero : ClockIsOff;
            await link.SendAsync([], cancellationToken, command: 3, serial: order.Serial);
        }

        link.Others.Clear();
    }
}
