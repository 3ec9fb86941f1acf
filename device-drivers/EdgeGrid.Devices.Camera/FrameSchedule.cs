namespace EdgeGrid.Devices.Camera;

/// <summary>
/// Chooses the frames that are analysed, and holds a file to the clock. A file's time is counted in its frames; a live
/// stream's is the clock's, for its own time stamps can jump.
/// </summary>
internal sealed class FrameSchedule(double? fileRate, CameraOptions options, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _frames;
    private long _analysed;

    /// <summary>Called once for each frame that was read.</summary>
    /// <returns>True when it is to be analysed.</returns>
    public bool IsDue()
    {
        var seconds = fileRate is { } rate ? _frames++ / rate : time.GetElapsedTime(_started).TotalSeconds;
        var due = (long)((seconds * options.Rate) + 1e-6);
        if (due < _analysed)
        {
            return false;
        }

        // A stream that stood still, or a file with fewer frames, owes nothing: what was missed is not made up for.
        _analysed = due + 1;
        return true;
    }

    /// <summary>Waits until the next frame of a file would have come from its camera.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (fileRate is null || options.Fast)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        var ahead = TimeSpan.FromSeconds(_analysed / options.Rate) - time.GetElapsedTime(_started);
        if (ahead > TimeSpan.Zero)
        {
            await Task.Delay(ahead, time, cancellationToken);
        }
    }
}
