using System.Text.RegularExpressions;

namespace EdgeGrid.Devices.Camera;

/// <summary>Where pictures come from.</summary>
/// <param name="Address">As OpenCV or ffmpeg takes it; may hold a password.</param>
/// <param name="Name">For messages: the same without user and password, wherever they stand.</param>
/// <param name="Sort">How it is opened.</param>
internal sealed partial record CameraSource(string Address, string Name, CameraSourceSort Sort)
{
    private static readonly string[] Schemes = ["rtsp", "rtsps", "http", "https"];

    public bool IsFile => Sort == CameraSourceSort.File;

    public string Model => Sort switch
    {
        CameraSourceSort.Device => "USB camera",
        CameraSourceSort.Stream => "Network camera",
        _ => "Recording",
    };

    /// <summary>The number of <c>/dev/videoN</c>.</summary>
    public int DeviceNumber => int.Parse(Address.AsSpan("/dev/video".Length));

    public static CameraSource Parse(string source)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme, StringComparer.Ordinal))
        {
            var name = new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.ToString();
            return new CameraSource(source, PasswordInPath().Replace(name, "***"), CameraSourceSort.Stream);
        }

        if (source.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            // What stands before an @ is not told, for it may be a password that was written wrong.
            var host = Math.Max(scheme + "://".Length, source.LastIndexOf('@') + 1);
            return new CameraSource(source, source[..scheme] + "://" + source[host..].Split('?', '#')[0], CameraSourceSort.NoAddress);
        }

        if (source.StartsWith("/dev/video", StringComparison.Ordinal) && int.TryParse(source.AsSpan("/dev/video".Length), out _))
        {
            return new CameraSource(source, source, CameraSourceSort.Device);
        }

        // Absolute, so that FFmpeg never takes a part of the name for one of its own protocols.
        return new CameraSource(Path.GetFullPath(source), source, CameraSourceSort.File);
    }

    /// <summary>What is wrong with a source, without a password that may stand in it; null when nothing is.</summary>
    public static string? Objection(string source) =>
        source.Contains('\0', StringComparison.Ordinal) ? "it holds a character that no name may have"
        : Parse(source) is { Sort: CameraSourceSort.NoAddress } none
            ? $"{none.Name} is not an address of a camera: it begins with rtsp://, rtsps://, http:// or https://, and in its user and password / is written %2F, # %23, ? %3F and @ %40"
            : null;

    /// <summary>A USB camera has one user; a network camera has many.</summary>
    public static Claim? Claim(DeviceSettings settings) => Parse(settings.Text("source")) is { Sort: CameraSourceSort.Device } camera
        ? new Claim(camera.Name, "A USB camera has one device: correct the source of one of them.")
        : null;

    /// <summary>What is wrong with a login beside the source.</summary>
    public static Objection? LoginMisfit(DeviceSettings settings) => settings.OptionalText("login") is null ? null
        : Parse(settings.Text("source")).Sort != CameraSourceSort.Stream ? new Objection("A login goes with a network camera's address, and \"source\" is none.", "Remove \"login\".")
        : settings.Text("source").Contains('@', StringComparison.Ordinal) ? new Objection("User and password stand in \"source\", and \"login\" names others.", "Take them out of \"source\", or remove \"login\".")
        : null;

    /// <summary>
    /// Some makers' cameras have it there: <c>/user=admin&amp;password=…&amp;channel=1</c>. No sign ends it for certain, so
    /// all that follows is taken for it.
    /// </summary>
    [GeneratedRegex("(?<=(pass|password|passwd|pwd)=).+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    public static partial Regex PasswordInPath();
}

/// <summary>How a source is opened.</summary>
internal enum CameraSourceSort
{
    /// <summary>OpenCV's FFmpeg, from the disk.</summary>
    File,

    /// <summary>The system's ffmpeg, from the network.</summary>
    Stream,

    /// <summary>Video4Linux.</summary>
    Device,

    /// <summary>Not at all: it looks like an address and is none, or not one of a camera.</summary>
    NoAddress,
}
