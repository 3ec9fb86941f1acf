using System.Runtime.CompilerServices;
using EdgeGrid.Devices.Camera.Motion;
using EdgeGrid.Devices.Camera.Streams;

namespace EdgeGrid.Devices.Camera;

/// <summary>
/// A fixed camera, or a recording of one, in which motion is looked for. Gives the area of the largest moving body a few
/// times a second; while the empty scene is learnt <see cref="DeviceFault.WarmingUp"/>, and for a black, uniform or
/// frozen picture <see cref="DeviceFault.NoPicture"/>.
/// </summary>
public sealed class CameraDevice : IPictureDevice
{
    private CameraSource _source;
    private readonly CameraOptions _options;
    private readonly TimeProvider _time;
    private readonly LastPicture _last = new();
    private readonly PictureWish _wish = new();
    private IFrameReader? _reader;
    private PictureAnalysis? _analysis;

    internal CameraDevice(CameraOptions options, TimeProvider time)
    {
        _source = CameraSource.Parse(options.Source);
        (_options, _time) = (options, time);
    }

    /// <summary>As a technician configures it.</summary>
    public static DeviceKind Kind { get; } = new(
        "camera",
        "A camera or a recording of one: the largest moving body in the picture",
        [Quantity.Motion],
        [
            new("source", OptionType.Text, "A video file, /dev/videoN, or a network camera's rtsp://… or http://… address, which is read through the program ffmpeg.")
            {
                Required = true, Objection = CameraSource.Objection, Claim = CameraSource.Claim,
            },
            new("login", OptionType.Login, "A file in the folder logins beside the technician's configuration: it holds the address's beginning with user and password, rtsp://user:password@192.0.2.10, and goes with that address alone.") { Misfit = CameraSource.LoginMisfit },
            new("rate", OptionType.Number, "Pictures analysed a second; those between are only decoded.") { Default = 5.0, Min = 1, Max = 30 },
            new("width", OptionType.Integer, "Pixels to which the picture's width is shrunk before it is analysed.") { Default = 160L, Min = 80, Max = 640 },
            new("loop", OptionType.Flag, "A file begins anew when it is played out.") { Default = false },
            new("pace", OptionType.Text, "How a file is played: as it was recorded, or as fast as it can be decoded.") { Default = "recorded", Choices = ["recorded", "fast"] },
        ],
        (settings, context) => new CameraDevice(CameraOptions.From(settings), context.Time));

    /// <inheritdoc/>
    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        if (_options.Login is { } login)
        {
            // Read anew each time: a password is changed without a restart.
            _source = CameraLogin.Read(login).For(_options.Source);
        }

        _reader = _source.Sort == CameraSourceSort.Stream
            ? FfmpegReader.Open(_source, _options, _time, cancellationToken)
            : VideoReader.Open(_source, _options.Loop);
        return ValueTask.FromResult(new DeviceIdentity(_source.Model, _reader.Describe()));
    }

    /// <summary>
    /// Decodes on the thread that asks, and blocks it until the next frame: FFmpeg's memory comes from the heap of the
    /// thread it runs on, and a camera that wandered through a pool would hold some in each.
    /// </summary>
    public async IAsyncEnumerable<Measurement> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = _reader ?? throw new InvalidOperationException("The camera is listened to before it was opened.");
        var analysis = _analysis = new PictureAnalysis(reader, _options, _last, _wish);
        var schedule = new FrameSchedule(reader.RecordedRate, _options, _time);
        while (true)
        {
            await schedule.WaitAsync(cancellationToken);
            if (Next(reader, schedule, analysis, cancellationToken) is not { } finding)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield break;
            }

            yield return Measure(finding);
        }
    }

    /// <inheritdoc/>
    public Task<byte[]> TakePictureAsync(CancellationToken cancellationToken) => _wish.AskAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _analysis?.Dispose();
        _reader?.Dispose();
        _last.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads to the next frame that is due and analyses it.</summary>
    /// <returns>Null at the end of a file, or when cancelled.</returns>
    private MotionFinding? Next(IFrameReader reader, FrameSchedule schedule, PictureAnalysis analysis, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!reader.Grab(cancellationToken))
            {
                return null;
            }

            if (reader.KeepsRate || schedule.IsDue())
            {
                return analysis.Analyse();
            }
        }

        return null;
    }

    private Measurement Measure(MotionFinding finding) => finding.State switch
    {
        MotionState.Learning => Measurement.Failed(Quantity.Motion, DeviceFault.WarmingUp),
        MotionState.NoPicture => Measurement.Failed(Quantity.Motion, DeviceFault.NoPicture),
        _ when finding.Percent > 0 => new Measurement(Quantity.Motion, finding.Percent, Detail: new Snapshot(_last.Encode)),
        _ => new Measurement(Quantity.Motion, 0),
    };
}
