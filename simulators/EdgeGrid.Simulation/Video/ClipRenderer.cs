using EdgeGrid.Devices.Camera;
using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>
/// Renders a script to a video file, which then plays through the real decoder.
/// </summary>
public static class ClipRenderer
{
    /// <summary>Writes the clip.</summary>
    /// <param name="path">Ends in <c>.avi</c> (Motion JPEG) or <c>.mp4</c> (MPEG-4).</param>
    /// <param name="script">What happens.</param>
    /// <param name="cancellationToken">Stops between two frames; what was written stays.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Render(string path, ClipScript script, CancellationToken cancellationToken = default)
    {
        OpenCvLibrary.Load();
        var codec = Path.GetExtension(path) == ".mp4" ? FourCC.MP4V : FourCC.MJPG;
        var size = new Size(script.Width, script.Height);
        using var writer = new VideoWriter(path, VideoCaptureAPIs.FFMPEG, codec, script.FramesPerSecond, size);
        if (!writer.IsOpened())
        {
            throw new IOException($"The clip {path} cannot be written: check that its folder exists and has room.");
        }

        using var street = new Street(script);
        var frames = (int)Math.Round(script.Length.TotalSeconds * script.FramesPerSecond);
        for (var frame = 0; frame < frames; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(street.At(TimeSpan.FromSeconds(frame / script.FramesPerSecond)));
        }
    }
}
