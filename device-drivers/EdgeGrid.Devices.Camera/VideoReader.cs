using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>OpenCV's decoder with one thread, and with failures in words.</summary>
internal sealed class VideoReader : IDisposable
{
    /// <summary>A camera that has not answered for this long is not there.</summary>
    private const int OpenTimeoutMs = 10_000;

    /// <summary>A stream that has given nothing for this long is broken.</summary>
    private const int ReadTimeoutMs = 10_000;

    /// <summary>CAP_PROP_N_THREADS: frame threads would each keep frames of their own.</summary>
    private const int ThreadsProperty = 70;

    /// <summary>CAP_PROP_OPEN_TIMEOUT_MSEC.</summary>
    private const int OpenTimeoutProperty = 53;

    /// <summary>CAP_PROP_READ_TIMEOUT_MSEC.</summary>
    private const int ReadTimeoutProperty = 54;

    private const double UsualRate = 25;

    private readonly CameraSource _source;
    private VideoCapture _capture;
    private bool _pending;
    private long _read;

    private VideoReader(CameraSource source, VideoCapture capture) => (_source, _capture) = (source, capture);

    /// <summary>As the container says; a rate no camera has is taken for a missing one.</summary>
    public double FramesPerSecond => _capture.Fps is > 0.5 and <= 240 and var rate ? rate : UsualRate;

    /// <exception cref="DeviceException">It cannot be used; says why and what to do.</exception>
    public static VideoReader Open(CameraSource source)
    {
        OpenCvLibrary.Load();
        SourceCheck.BeforeOpening(source);
        var capture = Capture(source);
        var reader = new VideoReader(source, capture);
        if (!capture.IsOpened() || !capture.Grab())
        {
            reader.Dispose();
            throw SourceCheck.CannotOpen(source);
        }

        reader._pending = true;
        return reader;
    }

    public string Describe() => $"{_capture.FrameWidth}×{_capture.FrameHeight}, {FramesPerSecond:0.#} frames/s";

    /// <summary>Decodes the next frame without converting it.</summary>
    /// <returns>False at the end of a file.</returns>
    /// <exception cref="DeviceException">The stream broke, or a file ended before its end.</exception>
    public bool Grab()
    {
        if (_pending)
        {
            // The first frame was read to see that there is one.
            _pending = false;
            _read++;
            return true;
        }

        if (_capture.Grab())
        {
            _read++;
            return true;
        }

        if (!_source.IsFile)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The stream of {_source.Name} broke off after {_read} frames: check the camera's power and network.");
        }

        var promised = _capture.FrameCount;
        if (promised > 0 && _read < promised - Math.Max(2, promised / 50))
        {
            throw new DeviceException(
                DeviceFault.NoPicture,
                $"The video {_source.Name} ends after {_read} of {promised} frames: it is cut off or damaged. Copy or record it again.");
        }

        return false;
    }

    /// <summary>The frame that was decoded last, as BGR.</summary>
    public bool Retrieve(Mat frame) => _capture.Retrieve(frame) && !frame.Empty();

    /// <summary>Begins a file anew: opened again, because not every container can seek.</summary>
    public void Rewind()
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

    private static VideoCapture Capture(CameraSource source) => source.Sort switch
    {
        CameraSourceSort.Device => new VideoCapture(source.DeviceNumber, VideoCaptureAPIs.V4L2),
        CameraSourceSort.File => new VideoCapture(source.Address, VideoCaptureAPIs.FFMPEG, [ThreadsProperty, 1]),
        _ => new VideoCapture(source.Address, VideoCaptureAPIs.FFMPEG,
        [
            ThreadsProperty, 1,
            OpenTimeoutProperty, OpenTimeoutMs,
            ReadTimeoutProperty, ReadTimeoutMs,
        ]),
    };
}
