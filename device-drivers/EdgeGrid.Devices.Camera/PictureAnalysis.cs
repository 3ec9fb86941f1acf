using EdgeGrid.Devices.Camera.Motion;
using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>Shrinks the frame that was read, looks for motion, and keeps the frame when there is any.</summary>
internal sealed class PictureAnalysis(IFrameReader reader, CameraOptions options, LastPicture last, PictureWish wish) : IDisposable
{
    private readonly Mat _small = new();
    private readonly Mat _gray = new();
    private Mat _frame = new();
    private MotionDetector? _detector;
    private Size _size;

    public MotionFinding Analyse()
    {
        if (!reader.Retrieve(_frame))
        {
            return new MotionFinding(MotionState.NoPicture);
        }

        wish.Fulfil(_frame);
        var size = SizeFor(_frame.Size());
        if (_detector is null || size != _size)
        {
            // A stream may change its size; the scene is then another one.
            _detector = new MotionDetector(size.Width, size.Height, options.Rate);
            _size = size;
        }

        Cv2.Resize(_frame, _small, size, interpolation: InterpolationFlags.Area);
        if (_small.Channels() == 1)
        {
            _small.CopyTo(_gray);
        }
        else
        {
            Cv2.CvtColor(_small, _gray, ColorConversionCodes.BGR2GRAY);
        }

        var finding = _detector.Analyse(_gray.AsSpan<byte>());
        if (finding.Percent > 0)
        {
            _frame = last.Exchange(_frame, finding.Box, (double)_frame.Width / size.Width);
        }

        return finding;
    }

    public void Dispose()
    {
        _small.Dispose();
        _gray.Dispose();
        _frame.Dispose();
    }

    private Size SizeFor(Size full)
    {
        var width = Math.Min(options.Width, full.Width);
        return new Size(width, Math.Max(8, (int)Math.Round((double)full.Height * width / full.Width)));
    }
}
