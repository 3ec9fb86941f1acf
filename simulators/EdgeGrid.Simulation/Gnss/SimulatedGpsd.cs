using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeGrid.Simulation.Network;

namespace EdgeGrid.Simulation.Gnss;

/// <summary>
/// A gpsd with one receiver that someone carries, written after gpsd_json(5) and gpsd's client protocol: it greets with VERSION,
/// answers ?WATCH with DEVICES and WATCH, and then reports TPV and SKY. On the loopback address. All members may be called from
/// any thread.
/// </summary>
public sealed class SimulatedGpsd : IAsyncDisposable
{
    private readonly NmeaTerminalOptions _options;
    private readonly TimeProvider _time;
    private readonly Walker _walker;
    private readonly LoopbackServer _server;
    private readonly Lock _gate = new();

    private SimulatedGpsd(int port, NmeaTerminalOptions options, TimeProvider time)
    {
        (_options, _time, _walker) = (options, time, new Walker(options.Path));
        _server = new LoopbackServer(port, TalkAsync);
    }

    /// <summary>TCP.</summary>
    public int Port => _server.Port;

    /// <summary>False: the receiver sees no satellites, and says so.</summary>
    public bool HasSky { get; set; } = true;

    /// <summary>False: gpsd runs, and has nothing to read.</summary>
    public bool HasReceiver { get; set; } = true;

    /// <summary>Of the protocol; 3 since 2010.</summary>
    public int Protocol { get; set; } = 3;

    /// <summary>Starts it.</summary>
    /// <param name="options">Who carries the receiver, and where.</param>
    /// <param name="time">The clock.</param>
    /// <param name="port">0: one that the system chooses.</param>
    public static SimulatedGpsd Start(NmeaTerminalOptions options, TimeProvider time, int port = 0) => new(port, options, time);

    /// <summary>It is stopped: nobody can connect, and who was connected is no more.</summary>
    public void Stop() => _server.Stop();

    /// <summary>After <see cref="Stop"/>, on the same port.</summary>
    public void Restart() => _server.Restart();

    /// <summary>Cuts all connections.</summary>
    public void Disconnect() => _server.Disconnect();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TalkAsync(NetworkStream stream, CancellationToken stopping)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await SayAsync($$"""{"class":"VERSION","release":"3.25","rev":"3.25","proto_major":{{Protocol}},"proto_minor":15}""");
        while (await reader.ReadLineAsync(stopping) is { } request && !request.StartsWith("?WATCH={", StringComparison.Ordinal))
        {
            await SayAsync("""{"class":"ERROR","message":"Unrecognized request"}""");
        }

        var devices = HasReceiver ? """{"class":"DEVICE","path":"/dev/ttyUSB0","driver":"NMEA0183","activated":"2026-11-23T08:15:00.000Z"}""" : "";
        await SayAsync($$"""{"class":"DEVICES","devices":[{{devices}}]}""");
        await SayAsync("""{"class":"WATCH","enable":true,"json":true,"nmea":false,"raw":0,"scaled":false,"timing":false,"split24":false,"pps":false}""");
        using var timer = new PeriodicTimer(_options.Every, _time);
        do
        {
            await SayAsync(Report());
        }
        while (await timer.WaitForNextTickAsync(stopping));

        ValueTask SayAsync(string line) => stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stopping);
    }

    private string Report()
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            var speed = _walker.Advance(_options.SpeedMetresPerSecond * _options.Every.TotalSeconds) / _options.Every.TotalSeconds;
            var position = _walker.Position;
            return HasSky
                ? string.Create(CultureInfo.InvariantCulture, $"{{\"class\":\"SKY\",\"device\":\"/dev/ttyUSB0\",\"hdop\":{_options.Hdop:0.00},\"nSat\":14,\"uSat\":{_options.Satellites},\"satellites\":[]}}\n")
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"{{\"class\":\"TPV\",\"device\":\"/dev/ttyUSB0\",\"mode\":3,\"time\":\"{now:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"ept\":0.005,\"lat\":{position.Latitude:0.000000000},\"lon\":{position.Longitude:0.000000000},\"altHAE\":48.0,\"altMSL\":41.0,\"alt\":41.0,\"track\":{_walker.HeadingDegrees:0.0000},\"speed\":{speed:0.000}}}")
                : """{"class":"TPV","device":"/dev/ttyUSB0","mode":1}""";
        }
    }
}
