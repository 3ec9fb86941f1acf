using System.Text;
using EdgeGrid.Simulation.Serial;

namespace EdgeGrid.Simulation.Gnss;

/// <summary>
/// A tracker that someone carries: it walks a path and tells of it in NMEA 0183 over a serial line (GGA, GSA, RMC),
/// with an SOS button. All members may be called from any thread.
/// </summary>
public sealed class NmeaTerminal(PseudoTerminal line, NmeaTerminalOptions options, TimeProvider time)
{
    private const double AltitudeMetres = 41;

    private readonly Walker _walker = new(options.Path);
    private readonly Random _noise = new(options.Seed);
    private readonly Lock _gate = new();

    private double _speed = options.SpeedMetresPerSecond;
    private double _walkedSpeed;
    private bool _sos;

    /// <summary>Where the bearer really is.</summary>
    public GeoPosition Position
    {
        get
        {
            lock (_gate)
            {
                return _walker.Position;
            }
        }
    }

    /// <summary>False: the receiver sees no satellites, and says so.</summary>
    public bool HasSky { get; set; } = true;

    /// <summary>Tells a fix every <see cref="NmeaTerminalOptions.Every"/>, until cancelled: that is its end, not a failure.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Every, time);
        try
        {
            do
            {
                Tell();
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
            return;
        }
    }

    /// <summary>Says so at once, and with every fix until released, as a lost byte must not lose an SOS.</summary>
    public void PressSos() => SetSos(true);

    /// <summary>Says so once.</summary>
    public void ReleaseSos() => SetSos(false);

    /// <summary>Leaves the path, straight to a place, and stays there: how a worker leaves the grid.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="metresPerSecond">How fast; as before when null.</param>
    public void GoTo(GeoPosition target, double? metresPerSecond = null)
    {
        lock (_gate)
        {
            _walker.SendTo(target);
            _speed = metresPerSecond ?? _speed;
        }
    }

    /// <summary>Back to the path, at the usual speed.</summary>
    public void ReturnToPath()
    {
        lock (_gate)
        {
            _walker.Return();
            _speed = options.SpeedMetresPerSecond;
        }
    }

    private void SetSos(bool pressed)
    {
        lock (_gate)
        {
            _sos = pressed;
            Send(NmeaSentence.Sos(pressed));
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            Send(Epoch());
            _walkedSpeed = _walker.Advance(_speed * options.Every.TotalSeconds) / options.Every.TotalSeconds;
        }
    }

    private string Epoch()
    {
        var now = time.GetUtcNow();
        var sos = _sos ? NmeaSentence.Sos(pressed: true) : "";
        if (!HasSky)
        {
            return NmeaSentence.NoFix(now) + sos;
        }

        var seen = _walker.Position.Offset(Noise(), Noise());
        return NmeaSentence.Gga(now, seen, options.Satellites, options.Hdop, AltitudeMetres)
            + NmeaSentence.Gsa(options.Satellites, options.Hdop)
            + NmeaSentence.Rmc(now, seen, _walkedSpeed, _walker.HeadingDegrees)
            + sos;
    }

    private void Send(string text) => line.Send(Encoding.ASCII.GetBytes(text));

    /// <summary>Box and Muller's way from two even draws to a normal one.</summary>
    private double Noise() =>
        options.NoiseMetres * Math.Sqrt(-2 * Math.Log(1 - _noise.NextDouble())) * Math.Cos(2 * Math.PI * _noise.NextDouble());
}
