using System.Net.Sockets;
using EdgeGrid.Simulation.Gnss;

namespace EdgeGrid.Simulation.Terminals;

/// <summary>A terminal as it is set up.</summary>
public sealed record Jt808TrackerOptions
{
    /// <summary>Of its server.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Of its server.</summary>
    public required int Port { get; init; }

    /// <summary>Its number.</summary>
    public string Phone { get; init; } = "013800138000";

    /// <summary>2013 or 2019.</summary>
    public int Edition { get; init; } = 2013;

    /// <summary>Walked again and again.</summary>
    public IReadOnlyList<GeoPosition> Path { get; init; } = [new(34.2440, 117.1940), new(34.2449, 117.1940), new(34.2449, 117.1951), new(34.2440, 117.1951)];

    /// <summary>Over ground.</summary>
    public double SpeedMetresPerSecond { get; init; } = 1.4;

    /// <summary>Between reports.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>
/// A positioning terminal: connects, registers, authenticates, and tells where it is, until it is stopped; connects anew when it
/// is cut off. Its button stays pressed until the server confirms it.
/// </summary>
public sealed class Jt808Tracker(Jt808TrackerOptions options, TimeProvider time)
{
    private readonly Walker _walker = new(options.Path);
    private volatile bool _sos;
    private volatile TerminalFault _fault;

    /// <summary>Where it was told last.</summary>
    public GeoPosition Position { get; private set; } = options.Path[0];

    /// <summary>Reports that were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>The button is pressed, and nobody has confirmed it.</summary>
    public bool IsSos => _sos;

    /// <summary>Between it and its server.</summary>
    public TerminalFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>Told with every report until it is confirmed.</summary>
    public void PressSos() => _sos = true;

    /// <summary>Until it is cancelled: that is its end, not a failure.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => TerminalLink.KeepTryingAsync(ConnectAsync, time, cancellationToken);

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var link = new Jt808Link(await TerminalLink.ConnectAsync(options.Host, options.Port, cancellationToken), options.Phone, options.Edition);
            link.Link.Fault = _fault;
            if (await link.EnterAsync(cancellationToken))
            {
                await ReportAsync(link, cancellationToken);
            }
        }
        catch (SocketException)
        {
            // Nobody listens, or not any more: it tries again.
            return;
        }
    }

    private async Task ReportAsync(Jt808Link link, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Every, time);
        do
        {
            var moved = _walker.Advance(options.SpeedMetresPerSecond * options.Every.TotalSeconds) / options.Every.TotalSeconds;
            Position = _walker.Position;
            link.Link.Fault = _fault;
            var body = Jt808Frame.Location(time.GetUtcNow(), Position, moved, _walker.HeadingDegrees, _sos ? 1u : 0);
            if (await link.AskAsync(0x0200, body, cancellationToken) is not { } reply)
            {
                return;
            }

            Answered++;
            _sos &= reply.Result != 4;
            link.Others.Clear();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
