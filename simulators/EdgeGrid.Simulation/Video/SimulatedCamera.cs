using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeGrid.Devices.Camera;
using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>What a simulated camera does wrong.</summary>
public enum CameraFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It sends the same picture again and again.</summary>
    Frozen,

    /// <summary>It sends black pictures.</summary>
    Black,

    /// <summary>It sends nothing more, and holds the connection.</summary>
    Silence,
}

/// <summary>A network camera that looks on the street of a script, over and over: motion JPEG over HTTP, as cheap cameras have it.</summary>
public sealed class SimulatedCamera : IAsyncDisposable
{
    private readonly ClipScript _script;
    private readonly TimeProvider _time;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private volatile CameraFault _fault;

    private SimulatedCamera(ClipScript script, TimeProvider time, TcpListener listener)
    {
        (_script, _time, _listener) = (script, time, listener);
        _serving = ServeAsync();
    }

    /// <summary>Where an agent finds it.</summary>
    public string Source => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/video";

    /// <summary>From the next picture on.</summary>
    public CameraFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>Listens on the loopback address.</summary>
    /// <param name="script">What happens in the street.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="port">TCP; 0: one that is free.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static SimulatedCamera Start(ClipScript script, TimeProvider time, int port = 0)
    {
        OpenCvLibrary.Load();
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new SimulatedCamera(script, time, listener);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var shows = new List<Task>();
        try
        {
            while (true)
            {
                shows.Add(ShowAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                shows.RemoveAll(show => show.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(shows);
        }
    }

    private async Task ShowAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            await ReadRequestAsync(stream);
            await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=next\r\n\r\n"u8.ToArray(), _stop.Token);
            using var street = new Street(_script);
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1 / _script.FramesPerSecond), _time);
            var began = _time.GetTimestamp();
            byte[] picture = [];
            while (await clock.WaitForNextTickAsync(_stop.Token))
            {
                picture = _fault == CameraFault.Frozen && picture.Length > 0 ? picture : Jpeg(street, _time.GetElapsedTime(began));
                if (_fault != CameraFault.Silence)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Length}\r\n\r\n"), _stop.Token);
                    await stream.WriteAsync(picture, _stop.Token);
                    await stream.WriteAsync("\r\n"u8.ToArray(), _stop.Token);
                }
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Whoever watched hung up, or it stops.
            return;
        }
    }

    private byte[] Jpeg(Street street, TimeSpan elapsed)
    {
        using var black = new Mat(_script.Height, _script.Width, MatType.CV_8UC3, Scalar.All(0));
        var picture = _fault == CameraFault.Black ? black : street.At(TimeSpan.FromTicks(elapsed.Ticks % _script.Length.Ticks));
        Cv2.ImEncode(".jpg", picture, out var jpeg);
        return jpeg;
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
        {
            continue;
        }
    }
}
