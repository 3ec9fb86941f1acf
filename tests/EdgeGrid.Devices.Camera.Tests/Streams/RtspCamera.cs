using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Camera.Tests.Streams;

/// <summary>
/// An RTSP camera (RFC 2326, interleaved on TCP) with a user and a password: H.264 as RTP that a real encoder makes of a
/// clip, handed on packet by packet.
/// </summary>
internal sealed class RtspCamera : IAsyncDisposable
{
    private const string Description =
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=gate\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:track0\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly UdpClient _packets = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _closing = new();
    private readonly RunningProcess _encoder;
    private readonly Task _serving;
    private readonly string _authorization;

    public RtspCamera(string clip, string user, string password)
    {
        _authorization = "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        _listener.Start();
        var port = ((IPEndPoint)_packets.Client.LocalEndPoint!).Port;
        _encoder = RunningProcess.Start(
            "ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-stream_loop", "-1", "-i", clip, "-an",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "10",
            "-f", "rtp", $"rtp://127.0.0.1:{port}?rtcpport={port}&pkt_size=1200");
        _serving = ServeAsync();
    }

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _serving.ContinueWith(static _ => { }, TaskScheduler.Default);
        await _encoder.DisposeAsync();
        _packets.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The caller hung up, as it may.
                continue;
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await ReadRequestAsync(reader) is { Count: > 0 } request)
        {
            var method = request[0].Split(' ')[0];
            var sequence = request.First(line => line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase));
            var isKnown = method == "OPTIONS" || request.Contains(_authorization, StringComparer.Ordinal);
            var (status, rest) = (isKnown, method) switch
            {
                (false, _) => ("401 Unauthorized", "WWW-Authenticate: Basic realm=\"gate\"\r\n\r\n"),
                (_, "OPTIONS") => ("200 OK", "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n"),
                (_, "DESCRIBE") => ("200 OK", $"Content-Type: application/sdp\r\nContent-Length: {Description.Length}\r\n\r\n{Description}"),
                (_, "SETUP") => ("200 OK", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n"),
                _ => ("200 OK", "Session: 1\r\n\r\n"),
            };
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"RTSP/1.0 {status}\r\n{sequence}\r\n{rest}"), _closing.Token);
            if (method == "PLAY")
            {
                await SendAsync(stream);
            }
        }
    }

    private async Task SendAsync(NetworkStream stream)
    {
        while (true)
        {
            var packet = (await _packets.ReceiveAsync(_closing.Token)).Buffer;
            // RTCP's packet types (RFC 3550, 12.1) belong on the other channel.
            var channel = packet[1] is >= 200 and <= 204 ? (byte)1 : (byte)0;
            await stream.WriteAsync((byte[])[(byte)'$', channel, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet], _closing.Token);
        }
    }

    private async Task<List<string>> ReadRequestAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
