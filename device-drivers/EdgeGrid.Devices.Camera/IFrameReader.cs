using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>Frames of an opened source: OpenCV's own decoder, or ffmpeg at the other end of a pipe.</summary>
internal interface IFrameReader : IDisposable
{
    /// <summary>Frames a second by which a recording's time is counted; null for what is live.</summary>
    double? RecordedRate { get; }

    /// <summary>The frames come at the configured rate already, and each is to be analysed.</summary>
    bool KeepsRate { get; }

    /// <summary>Size and rate, for the table of <c>agent check</c>.</summary>
    string Describe();

    /// <summary>Goes to the next frame without converting it.</summary>
    /// <returns>False at the end of a recording.</returns>
    /// <exception cref="DeviceException">The source broke; says why and what to do.</exception>
    bool Grab(CancellationToken cancellationToken);

    /// <summary>The frame that was grabbed last, as BGR.</summary>
    /// <returns>False when it holds no picture.</returns>
    bool Retrieve(Mat frame);
}
