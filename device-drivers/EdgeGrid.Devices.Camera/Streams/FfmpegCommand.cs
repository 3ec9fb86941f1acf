using System.Diagnostics;
using System.Globalization;

namespace EdgeGrid.Devices.Camera.Streams;

/// <summary>
/// How ffmpeg is called. Only options that ffmpeg 4.3 to 7 share: <c>-timeout</c> and <c>-fps_mode</c> mean different
/// things in them, so patience and the choice of frames do without.
/// </summary>
internal static class FfmpegCommand
{
    /// <exception cref="DeviceException">There is no ffmpeg.</exception>
    public static ProcessStartInfo For(CameraSource source, double rate, string? searchPath)
    {
        var ffmpeg = Find("ffmpeg", searchPath) ?? throw StreamTrouble.NoProgram();
        // setpriv (util-linux, part of every Debian) asks the kernel to end ffmpeg with the thread that started it: an
        // agent that is killed leaves nobody behind who holds the camera's connection.
        string[] command = Find("setpriv", searchPath) is { } setpriv
            ? [setpriv, "--pdeathsig", "KILL", ffmpeg, .. Arguments(source, rate)]
            : [ffmpeg, .. Arguments(source, rate)];
        return new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
    }

    // The address stands on the command line, password and all: ffmpeg takes it no other way. Whoever has an account on
    // the gateway can read it in /proc unless that is mounted with hidepid; docs/drivers.md says so.
    private static string[] Arguments(CameraSource source, double rate)
    {
        string[] rtsp = source.Address.StartsWith("rtsp", StringComparison.OrdinalIgnoreCase)
            // Over TCP: what is lost over UDP smears the picture, and a smear moves.
            ? ["-rtsp_transport", "tcp", "-allowed_media_types", "video"]
            : [];
        return
        [
            "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error",
            // One thread: frame threads would each keep frames of their own, and delay them.
            "-threads", "1", "-filter_threads", "1",
            // The first picture soon: the rate that a stream promises is not needed.
            "-fpsprobesize", "0", "-analyzeduration", "1000000",
            // A camera that answers with a playlist must not make us read the gateway's own files.
            "-protocol_whitelist", "http,https,tcp,tls,rtp,udp,rtsp,crypto",
            .. rtsp,
            "-i", source.Address,
            "-map", "0:v:0", "-vf", Filters(rate),
            "-r", Number(rate), "-f", "yuv4mpegpipe", "pipe:1",
        ];
    }

    /// <summary>
    /// Time is when a frame was decoded, not what the stream says: cameras' time stamps jump, and MJPEG over HTTP has
    /// none. The first frame of each period passes, is numbered anew, so that none is doubled to fill a gap, and only
    /// then shrunk and converted.
    /// </summary>
    private static string Filters(double rate) => string.Join(
        ',',
        "settb=AVTB",
        "setpts=RTCTIME-RTCSTART",
        $"select='not(eq(floor(t*{Number(rate)}),floor(prev_selected_t*{Number(rate)})))'",
        $"setpts=N/({Number(rate)}*TB)",
        $"scale=w='2*trunc(min({PictureHeader.WidestPicture},iw)/2)':h=-2",
        "format=yuv420p");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? Find(string program, string? searchPath) => (searchPath ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
