using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenCvSharp;

namespace EdgeGrid.Devices.Camera.Tests.Streams;

/// <summary>A camera that answers HTTP with motion JPEG, and can misbehave on the way.</summary>
internal sealed class MjpegCamera : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<MjpegCamera, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;
    private int _sent;

    private MjpegCamera(Func<MjpegCamera, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Clients that came.</summary>
    public int Callers { get; private set; }

    /// <summary>Pictures that went out.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Sends so many pictures at ten a second, then either holds the connection or closes it.</summary>
    public static MjpegCamera Sending(int pictures, bool thenHolds) => new(async (camera, stream, closing) =>
    {
        await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=next\r\n\r\n"u8.ToArray(), closing);
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var number = 0; number < pictures && await clock.WaitForNextTickAsync(closing); number++)
        {
            var jpeg = Picture(number);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n"), closing);
            await stream.WriteAsync(jpeg, closing);
            await stream.WriteAsync("\r\n"u8.ToArray(), closing);
            Interlocked.Increment(ref camera._sent);
        }

        if (thenHolds)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing);
        }
    });

    /// <summary>Gives one answer and closes.</summary>
    public static MjpegCamera Answering(string status, string headers = "", string body = "") => new(async (_, stream, closing) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 {status}\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}"), closing));

    /// <summary>Takes the connection and says nothing.</summary>
    public static MjpegCamera Mute() => new((_, _, closing) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _serving.ContinueWith(static _ => { }, TaskScheduler.Default);
        _closing.Dispose();
    }

    private static byte[] Picture(int number)
    {
        using var picture = new Mat(180, 320, MatType.CV_8UC3, new Scalar(40, 60, 50));
        Cv2.Randn(picture, new Scalar(60, 60, 60), new Scalar(12, 12, 12));
        Cv2.PutText(picture, $"{number}", new Point(10, 170), HersheyFonts.HersheyPlain, 1, new Scalar(200, 200, 200));
        Cv2.ImEncode(".jpg", picture, out var jpeg);
        return jpeg;
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            Callers++;
            var stream = client.GetStream();
            await ReadRequestAsync(stream, _closing.Token);
            try
            {
                await _answer(this, stream, _closing.Token);
            }
            catch (IOException)
            {
                // The caller hung up, as it may.
                continue;
            }
        }
    }

    private static async Task ReadRequestAsync(NetworkStream stream, CancellationToken closing)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(closing) is { Length: > 0 })
        {
            continue;
        }
    }
}
