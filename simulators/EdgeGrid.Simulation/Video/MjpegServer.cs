using System.Net;
using System.Net.Sockets;
using EdgeGrid.Devices.Camera;
using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>
/// A network camera: serves a clip as Motion JPEG over HTTP on loopback, over and over, to anyone who connects.
/// Connections can be cut, and it can be away for a while.
/// </summary>
public sealed class MjpegServer : IAsyncDisposable
{
    private const string Boundary = "frame";

    private readonly List<byte[]> _pictures = [];
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _clients = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Starts at a port of the system's choice.</summary>
    public MjpegServer(string clip, double framesPerSecond, TimeProvider time)
    {
        _pause = TimeSpan.FromSeconds(1 / framesPerSecond);
        _time = time;
        Load(clip);
        Start();
    }

    /// <summary>Of the loopback address.</summary>
    public int Port { get; private set; }

    /// <summary>What a camera's <c>source</c> takes.</summary>
    public string Url => $"http://127.0.0.1:{Port}/stream";

    /// <summary>The camera is switched on again, at the same port.</summary>
    public void Start()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        lock (_lock)
        {
            _listener = listener;
        }

        _accepting = AcceptAsync(listener);
    }

    /// <summary>Cuts every connection; new ones are served.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _clients.ForEach(client => client.Dispose());
            _clients.Clear();
        }
    }

    /// <summary>Nobody is there any more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }

        Cut();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _accepting;
    }

    private void Load(string clip)
    {
        OpenCvLibrary.Load();
        using var capture = new VideoCapture(clip, VideoCaptureAPIs.FFMPEG);
        using var frame = new Mat();
        while (capture.Read(frame))
        {
            Cv2.ImEncode(".jpg", frame, out var jpeg);
            _pictures.Add(jpeg);
        }

        if (_pictures.Count == 0)
        {
            throw new IOException($"The clip {clip} has no pictures to serve.");
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                lock (_lock)
                {
                    _clients.Add(client);
                }

                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            var request = new byte[4096];
            _ = await stream.ReadAsync(request);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                $"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary={Boundary}\r\n\r\n"));
            for (var i = 0; ; i = (i + 1) % _pictures.Count)
            {
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                    $"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {_pictures[i].Length}\r\n\r\n"));
                await stream.WriteAsync(_pictures[i]);
                await stream.WriteAsync("\r\n"u8.ToArray());
                await Task.Delay(_pause, _time);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The viewer left, or the connection was cut on purpose: either way this connection is over.
            client.Dispose();
        }
    }
}
