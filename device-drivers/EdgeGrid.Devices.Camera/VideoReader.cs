using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>A file or a USB camera: OpenCV's decoder with one thread, and with failures in words.</summary>
internal sealed class VideoReader : IFrameReader
{
    /// <summary>CAP_PROP_N_THREADS: frame threads would each keep frames of their own.</summary>
    private const int ThreadsProperty = 70;

    private const double UsualRate = 25;

    private readonly CameraSource _source;
    private readonly bool _loop;
    private VideoCapture _capture;
    private bool _pending;
    private long _read;

    private VideoReader(CameraSource source, bool loop, VideoCapture capture) => (_source, _loop, _capture) = (source, loop, capture);

    /// <inheritdoc/>
    public double? RecordedRate => _source.IsFile ? FramesPerSecond : null;

    /// <inheritdoc/>
    public bool KeepsRate => false;

    /// <summary>As the container says; a rate no camera has is taken for a missing one.</summary>
    private double FramesPerSecond => _capture.Fps is > 0.5 and <= 240 and var rate ? rate : UsualRate;

    /// <exception cref="DeviceException">It cannot be used; says why and what to do.</exception>
    public static VideoReader Open(CameraSource source, bool loop)
    {
        OpenCvLibrary.Load();
        SourceCheck.BeforeOpening(source);
        var capture = Capture(source);
        var reader = new VideoReader(source, loop, capture);
        if (!capture.IsOpened() || !capture.Grab())
        {
            reader.Dispose();
            throw SourceCheck.CannotOpen(source);
        }

        reader._pending = true;
        return reader;
    }

    /// <inheritdoc/>
    public string Describe() => $"{_capture.FrameWidth}×{_capture.FrameHeight}, {FramesPerSecond:0.#} frames/s";

    /// <summary>Decodes the next frame; a file that loops begins anew at its end.</summary>
    public bool Grab(CancellationToken cancellationToken)
    {
        if (_pending)
        {
            // The first frame was read to see that there is one.
            _pending = false;
            _read++;
            return true;
        }

        if (Read())
        {
            return true;
        }

        if (!_source.IsFile)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"{_source.Name} broke off after {_read} frames: check the camera's cable.");
        }

        var promised = _capture.FrameCount;
        if (promised > 0 && _read < promised - Math.Max(2, promised / 50))
        {
            throw new DeviceException(
                DeviceFault.NoPicture,
                $"The video {_source.Name} ends after {_read} of {promised} frames: it is cut off or damaged. Copy or record it again.");
        }

        if (!_loop)
        {
            return false;
        }

        Rewind();
        return Read() ? true : throw SourceCheck.CannotOpen(_source);
    }

    /// <inheritdoc/>
    public bool Retrieve(Mat frame) => _capture.Retrieve(frame) && !frame.Empty();

    /// <summary>Begins a file anew: opened again, because not every container can seek.</summary>
    private void Rewind()
    {
        SourceCheck.BeforeOpening(_source);
        _capture.Dispose();
        _capture = Capture(_source);
        _read = 0;
        if (!_capture.IsOpened())
        {
            throw SourceCheck.CannotOpen(_source);
        }
    }

    public void Dispose() => _capture.Dispose();

    private bool Read()
    {
        if (!_capture.Grab())
        {
            return false;
        }

        _read++;
        return true;
    }

    private static VideoCapture Capture(CameraSource source) => source.Sort == CameraSourceSort.Device
        ? new VideoCapture(source.DeviceNumber, VideoCaptureAPIs.V4L2)
        : new VideoCapture(source.Address, VideoCaptureAPIs.FFMPEG, [ThreadsProperty, 1]);
}
