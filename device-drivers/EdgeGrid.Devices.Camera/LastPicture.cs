using EdgeGrid.Devices.Camera.Motion;
using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>
/// The last frame with a moving body in it, kept at full size so that it can be made a JPEG when an alert asks for one.
/// One frame only: at 1080p each is 6 MB that no garbage collector knows of.
/// </summary>
internal sealed class LastPicture : IDisposable
{
    private static readonly Scalar Yellow = new(0, 220, 255);

    private readonly Lock _lock = new();
    // Made with the first frame: a camera that was only configured must not load OpenCV.
    private Mat? _frame;
    private Rect _box;
    private byte[] _jpeg = [];

    /// <summary>Keeps a frame, and gives back the one kept before, to be overwritten.</summary>
    public Mat Exchange(Mat frame, Box box, double scale)
    {
        lock (_lock)
        {
            var free = _frame ?? new Mat();
            _frame = frame;
            _box = new Rect((int)(box.Left * scale), (int)(box.Top * scale), (int)(box.Width * scale), (int)(box.Height * scale));
            _jpeg = [];
            return free;
        }
    }

    /// <summary>The frame as a JPEG with a box around the body.</summary>
    public byte[] Encode()
    {
        lock (_lock)
        {
            if (_jpeg.Length == 0 && _frame is { } frame && !frame.Empty())
            {
                var line = Math.Max(2, frame.Width / 320);
                var margin = 4 * line;
                Cv2.Rectangle(frame, new Rect(_box.X - margin, _box.Y - margin, _box.Width + (2 * margin), _box.Height + (2 * margin)), Yellow, line);
                Cv2.ImEncode(".jpg", frame, out _jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, 85));
            }

            return _jpeg;
        }
    }

    /// <summary>Frees the frame; whoever still holds a snapshot gets its JPEG.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Encode();
            _frame?.Dispose();
            _frame = null;
        }
    }
}
