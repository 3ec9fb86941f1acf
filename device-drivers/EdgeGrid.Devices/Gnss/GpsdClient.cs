using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// A receiver that gpsd reads, on this machine or another: its reports as JSON over TCP (gpsd_json(5), protocol 3). One that
/// says nothing is told as <see cref="DeviceFault.NotResponding"/> again and again; a connection that ends, or a gpsd without
/// a receiver, ends with a <see cref="DeviceException"/>.
/// </summary>
internal sealed class GpsdClient(DeviceSettings settings, DeviceContext context) : IListeningDevice
{
    private const int Protocol = 3;

    // gpsd promises lines of at most 10,240 bytes but for its sky views.
    private const int LongestLine = 64 * 1024;

    private static readonly TimeSpan Greeting = TimeSpan.FromSeconds(5);

    private readonly string _host = settings.Text("host");
    private readonly int _port = settings.Integer("port");
    private readonly TimeSpan _patience = settings.Duration("patience");
    private readonly byte[] _buffer = new byte[LongestLine];

    private TcpClient? _client;
    private Exception? _broken;
    private int _start;
    private int _end;
    private GpsdReport? _sky;
    private DateTimeOffset? _lastTime;

    public static DeviceKind Kind { get; } = new(
        "gpsd",
        "GNSS receiver that gpsd reads, over TCP",
        [Quantity.Position],
        [
            new("host", OptionType.Text, "Where gpsd runs: a name or an address.") { Default = "127.0.0.1", Objection = HostName.Objection },
            new("port", OptionType.Integer, "Its TCP port.") { Default = 2947L, Min = 1, Max = 65_535 },
            new("device", OptionType.Text, "Only this receiver of several, by the path that gpsd knows: /dev/ttyUSB0."),
            new("patience", OptionType.Duration, "How long gpsd may say nothing of a position before that is reported.")
            {
                Default = TimeSpan.FromSeconds(5), Min = 0.5, Max = 600,
            },
        ],
        (settings, context) => new GpsdClient(settings, context));

    private string Where => $"{_host}:{_port.ToString(CultureInfo.InvariantCulture)}";

    public async ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = context.Time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), limit, Greeting, Timeout.InfiniteTimeSpan);
        _client = new TcpClient();
        try
        {
            await _client.ConnectAsync(_host, _port, limit.Token);
            var version = await NextAsync(report => report.Class == "VERSION", limit.Token);
            if (version.Protocol != Protocol)
            {
                throw Trouble($"speaks protocol {version.Protocol?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, and this driver protocol {Protocol}: install gpsd 3");
            }

            await _client.GetStream().WriteAsync(Watch(settings.OptionalText("device")), limit.Token);
            var devices = await NextAsync(report => report.Receivers is not null, limit.Token);
            return devices.Receivers > 0
                ? new DeviceIdentity($"gpsd {version.Text}".TrimEnd(), $"{Where}, {devices.Receivers} receiver{(devices.Receivers > 1 ? "s" : "")}")
                : throw Trouble("reads no receiver: give it one in /etc/default/gpsd (DEVICES=\"/dev/ttyUSB0\"), and sudo systemctl restart gpsd");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Trouble("is connected, but does not greet as gpsd does: is it another program's port?");
        }
        catch (Exception refused) when (refused is SocketException or IOException)
        {
            throw Trouble($"cannot be reached ({refused.Message}). Does it run? sudo systemctl status gpsd. From another machine only with -G and its port open", refused);
        }
    }

    public async IAsyncEnumerable<Measurement> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _ = _client ?? throw new InvalidOperationException("The device is listened to before it was opened.");
        Task<GpsdReport>? reading = null;
        var deadline = context.Time.GetTimestamp();
        while (true)
        {
            reading ??= ReadAsync(cancellationToken);
            var left = _patience - context.Time.GetElapsedTime(deadline);
            if (left <= TimeSpan.Zero || !await reading.ArrivesAsync(left, context.Time, cancellationToken))
            {
                deadline = context.Time.GetTimestamp();
                yield return Measurement.Failed(Quantity.Position, DeviceFault.NotResponding);
                continue;
            }

            var report = await reading;
            reading = null;
            if (Understand(report) is { } measurement)
            {
                deadline = context.Time.GetTimestamp();
                yield return measurement;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>As JSON: the path may hold what must be escaped.</summary>
    private static byte[] Watch(string? device) => Encoding.UTF8.GetBytes(
        $"?WATCH={{\"enable\":true,\"json\":true{(device is null ? "" : $",\"device\":\"{System.Text.Json.JsonEncodedText.Encode(device)}\"")}}};\n");

    private Measurement? Understand(GpsdReport report)
    {
        switch (report)
        {
            case { Class: "SKY" }:
                _sky = report;
                return null;
            case { Class: "ERROR" }:
                throw Trouble($"refuses: {report.Text}");
            case { Class: "DEVICES", Receivers: 0 }:
                throw Trouble("has lost its receiver: is it plugged in?");
            case { Class: "TPV", Fix: null }:
                return Measurement.Failed(Quantity.Position, DeviceFault.NoFix);
            case { Class: "TPV", Fix: { } fix } when report.Time is null || report.Time != _lastTime:
                // Some receivers make gpsd report an epoch several times.
                _lastTime = report.Time;
                fix = fix with { Satellites = _sky?.Satellites, Hdop = _sky?.Hdop };
                return new Measurement(Quantity.Position, fix.SpeedMetresPerSecond ?? 0, Detail: fix);
            default:
                return null;
        }
    }

    private async Task<GpsdReport> NextAsync(Func<GpsdReport, bool> isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var report = await ReadAsync(cancellationToken);
            if (report.Class == "ERROR")
            {
                throw Trouble($"refuses: {report.Text}");
            }

            if (isWanted(report))
            {
                return report;
            }
        }
    }

    /// <summary>The next line.</summary>
    private async Task<GpsdReport> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = _buffer.AsMemory(_start, length);
                _start += length + 1;
                return GpsdReport.Read(line);
            }

            _buffer.AsSpan(_start.._end).CopyTo(_buffer);

            // A line that is longer than any of gpsd's is dropped piece by piece.
            (_start, _end) = (0, _end - _start == _buffer.Length ? 0 : _end - _start);
            _end += await ReceiveAsync(_buffer.AsMemory(_end), cancellationToken) is > 0 and var count
                ? count
                : throw Trouble("has closed the connection; it is connected again by itself", _broken);
        }
    }

    private async Task<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            return await _client!.GetStream().ReadAsync(into, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            _broken = exception;
            return 0;
        }
    }

    private DeviceException Trouble(string what, Exception? inner = null) => new(DeviceFault.NotResponding, $"gpsd at {Where} {what}.", inner);
}
