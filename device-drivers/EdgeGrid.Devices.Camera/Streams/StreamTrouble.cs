using System.Text.RegularExpressions;

namespace EdgeGrid.Devices.Camera.Streams;

/// <summary>Says why a network camera gives no pictures, in a technician's words and without the camera's password.</summary>
internal static partial class StreamTrouble
{
    private const int LongestReason = 200;

    public static DeviceException NoProgram() => new(
        DeviceFault.NotResponding, "Network cameras are read through the program ffmpeg, which this system lacks: apt install ffmpeg.");

    /// <param name="source">The camera.</param>
    /// <param name="pictures">How many came before.</param>
    /// <param name="lastLine">What ffmpeg said last; may be empty.</param>
    public static DeviceException Ended(CameraSource source, long pictures, string lastLine)
    {
        var reason = Reason(source, lastLine);
        var what = pictures == 0 ? $"The camera at {source.Name} gives no video" : $"The stream of {source.Name} broke off after {pictures} pictures";
        return new DeviceException(DeviceFault.NotResponding, $"{what}{(reason.Length > 0 ? $" ({reason})" : "")}: {Remedy(reason, pictures)}.");
    }

    /// <param name="source">The camera.</param>
    /// <param name="pictures">How many came before.</param>
    /// <param name="patience">How long none came.</param>
    /// <param name="lastLine">What ffmpeg said last; may be empty.</param>
    public static DeviceException Silent(CameraSource source, long pictures, TimeSpan patience, string lastLine)
    {
        var reason = Reason(source, lastLine);
        var what = pictures == 0 ? $"The camera at {source.Name} gave no picture within" : $"The stream of {source.Name} stands still: after {pictures} pictures none came for";
        return new DeviceException(
            DeviceFault.NotResponding,
            $"{what} {patience.TotalSeconds:0} s{(reason.Length > 0 ? $" ({reason})" : "")}: check the camera's address, power and network.");
    }

    /// <summary>What ffmpeg said, without its own marks, and with nothing in it that 'source' keeps secret.</summary>
    internal static string Reason(CameraSource source, string line)
    {
        line = Marks().Replace(line, "").Replace(source.Address, source.Name, StringComparison.Ordinal);
        line = UserInfo().Replace(line, "://");
        foreach (var secret in Secrets(source))
        {
            line = line.Replace(secret, "***", StringComparison.Ordinal);
        }

        line = line.Replace(source.Name + ": ", "", StringComparison.Ordinal).Trim();
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }

    private static string Remedy(string reason, long pictures)
    {
        if (reason.Contains("401", StringComparison.Ordinal) || reason.Contains("403", StringComparison.Ordinal))
        {
            return "check the user and password in 'source'";
        }

        if (reason.Contains("404", StringComparison.Ordinal))
        {
            return "check the path in 'source'; the camera's manual names it";
        }

        return pictures == 0 ? "check the camera's address, power and network" : "check the camera's power and network";
    }

    // As written and as meant: ffmpeg decodes what it sends. Longest first, so that none leaves its rest behind.
    private static IEnumerable<string> Secrets(CameraSource source)
    {
        var uri = new Uri(source.Address);
        string[] written =
        [
            uri.UserInfo, .. uri.UserInfo.Split(':', 2).Skip(1), uri.Query, uri.Query.TrimStart('?'),
            CameraSource.PasswordInPath().Match(uri.AbsolutePath).Value,
        ];
        return written.SelectMany(text => new[] { text, Uri.UnescapeDataString(text) })
            .Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(text => text.Length);
    }

    /// <summary><c>[rtsp @ 0x55a2]</c>: where in ffmpeg it was noticed.</summary>
    [GeneratedRegex(@"^(\[[^\]]*\] )+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Marks();

    [GeneratedRegex(@"://[^/\s]*@", RegexOptions.CultureInvariant, 100)]
    private static partial Regex UserInfo();
}
