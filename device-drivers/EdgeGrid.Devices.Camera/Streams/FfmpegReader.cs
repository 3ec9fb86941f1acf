using System.ComponentModel;
using System.Diagnostics;
using OpenCvSharp;

namespace EdgeGrid.Devices.Camera.Streams;

/// <summary>
/// A network camera, decoded by the system's ffmpeg: the FFmpeg inside the packaged OpenCV knows no network. A thread
/// reads its pictures and keeps the newest; what is not fetched in time is overwritten, so nothing piles up.
/// </summary>
internal sealed class FfmpegReader : IFrameReader
{
    /// <summary>A stream can be joined only at a key frame, of which some cameras send one in ten seconds.</summary>
    public static readonly TimeSpan PatienceForFirst = TimeSpan.FromSeconds(14);

    /// <summary>A stream that has given nothing for this long is broken, though its connection may stand.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CameraSource _source;
    private readonly double _rate;
    private readonly TimeProvider _time;
    private readonly Process _process;
    private readonly Thread _reading;
    private readonly LastLine _said = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guarded by the lock.
    private PictureHeader? _header;
    private Mat _filling = new();
    private Mat _newest = new();
    private bool _isNew;
    private bool _ended;

    private long _grabbed;
    private bool _pending;

    private FfmpegReader(CameraSource source, CameraOptions options, TimeProvider time, ProcessStartInfo command)
    {
        (_source, _rate, _time) = (source, options.Rate, time);
        _process = new Process { StartInfo = command };
        _reading = new Thread(Run) { IsBackground = true, Name = "camera stream" };
    }

    /// <inheritdoc/>
    public double? RecordedRate => null;

    /// <inheritdoc/>
    public bool KeepsRate => true;

    /// <summary>The child's number; it is ended by <see cref="Dispose"/>.</summary>
    internal int ProcessId => _process.Id;

    /// <exception cref="DeviceException">It cannot be used; says why and what to do.</exception>
    public static FfmpegReader Open(CameraSource source, CameraOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        Open(source, options, time, Environment.GetEnvironmentVariable("PATH"), cancellationToken);

    internal static FfmpegReader Open(CameraSource source, CameraOptions options, TimeProvider time, string? searchPath, CancellationToken cancellationToken)
    {
        OpenCvLibrary.Load();
        var reader = new FfmpegReader(source, options, time, FfmpegCommand.For(source, options.Rate, searchPath));
        try
        {
            reader._reading.Start();
            reader._started.Task.GetAwaiter().GetResult();
            reader.Await(PatienceForFirst, cancellationToken);
            reader._pending = true;
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Describe()
    {
        lock (_lock)
        {
            return $"{_header!.Width}×{_header.Height}, {_rate:0.#} pictures/s by ffmpeg";
        }
    }

    /// <inheritdoc/>
    public bool Grab(CancellationToken cancellationToken)
    {
        if (!_pending)
        {
            Await(Patience, cancellationToken);
        }

        // The first one was waited for to see that there is one.
        _pending = false;
        _grabbed++;
        return true;
    }

    /// <inheritdoc/>
    public bool Retrieve(Mat frame)
    {
        lock (_lock)
        {
            Cv2.CvtColor(_newest, frame, ColorConversionCodes.YUV2BGR_I420);
        }

        return true;
    }

    public void Dispose()
    {
        if (_started.Task.IsCompletedSuccessfully)
        {
            // Its pipe ends with it, and with that the thread.
            _process.Kill();
            _reading.Join();
            _process.WaitForExit();
        }

        _process.Dispose();
        _news.Dispose();
        _filling.Dispose();
        _newest.Dispose();
    }

    private void Await(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var patient = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancellationToken);
        try
        {
            _news.Wait(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw StreamTrouble.Silent(_source, _grabbed, patience, _said.Text);
        }

        lock (_lock)
        {
            if (_ended)
            {
                throw StreamTrouble.Ended(_source, _grabbed, _said.Text);
            }

            _isNew = false;
        }
    }

    // The thread: it starts ffmpeg, for the kernel ends that with the thread that started it, and stays until its end.
    private void Run()
    {
        try
        {
            _process.Start();
            _started.SetResult();
        }
        catch (Win32Exception failure)
        {
            _started.SetException(new DeviceException(DeviceFault.NotResponding, $"The program ffmpeg cannot be started: {failure.Message}.", failure));
            return;
        }

        var complaints = _said.ReadAsync(_process.StandardError);
        try
        {
            using var pictures = new BufferedStream(_process.StandardOutput.BaseStream, 64 * 1024);
            ReadPictures(pictures);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            // Cut off, or out of step: either way ffmpeg is of no more use, and what it said is the reason.
            _process.Kill();
        }

        complaints.GetAwaiter().GetResult();
        lock (_lock)
        {
            _ended = true;
            Tell();
        }
    }

    private void ReadPictures(BufferedStream stream)
    {
        if (PictureHeader.Read(stream) is not { } header)
        {
            return;
        }

        lock (_lock)
        {
            _header = header;
            _filling.Create(header.Height * 3 / 2, header.Width, MatType.CV_8UC1);
            _newest.Create(header.Height * 3 / 2, header.Width, MatType.CV_8UC1);
        }

        while (PictureHeader.ReadToPicture(stream))
        {
            stream.ReadExactly(_filling.AsSpan<byte>());
            lock (_lock)
            {
                (_filling, _newest) = (_newest, _filling);
                Tell();
            }
        }
    }

    private void Tell()
    {
        if (!_isNew)
        {
            _isNew = true;
            _news.Release();
        }
    }
}
