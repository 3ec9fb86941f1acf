using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>Somebody wants a picture: the next frame that is analysed is made one, by the thread that has it.</summary>
internal sealed class PictureWish
{
    private TaskCompletionSource<byte[]>? _wanted;

    /// <summary>The next picture. Those who ask at the same time get the same one.</summary>
    public Task<byte[]> AskAsync(CancellationToken cancellationToken)
    {
        var wanted = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _wanted, wanted, null) ?? wanted).Task.WaitAsync(cancellationToken);
    }

    /// <summary>Gives the frame to whoever asked.</summary>
    public void Fulfil(Mat frame)
    {
        if (Interlocked.Exchange(ref _wanted, null) is { } wanted)
        {
            Cv2.ImEncode(".jpg", frame, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, 85));
            wanted.TrySetResult(jpeg);
        }
    }
}
