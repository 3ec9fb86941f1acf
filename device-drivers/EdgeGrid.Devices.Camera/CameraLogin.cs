namespace EdgeGrid.Devices.Camera;

/// <summary>User and password of a camera.</summary>
internal sealed class CameraLogin
{
    private readonly LoginFile _login;

    private CameraLogin(LoginFile login) => _login = login;

    /// <summary>Reads the file.</summary>
    /// <exception cref="DeviceException">It cannot be read, or holds something else; the message tells nothing of what it holds.</exception>
    public static CameraLogin Read(string file) => new(LoginFile.Read(file, "rtsp://user:password@192.0.2.10"));

    /// <summary>The source with user and password in it.</summary>
    /// <exception cref="DeviceException">They are for another address.</exception>
    public CameraSource For(string source)
    {
        // ffmpeg reads an address in its own way: one that others could read otherwise is none.
        _login.Demand(!source.AsSpan().ContainsAny('@', '\\') && Uri.TryCreate(source, UriKind.Absolute, out var uri) && _login.IsFor(uri), "source");

        // As they are written: an escaped sign stays escaped.
        var host = source.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        return CameraSource.Parse(source[..host] + _login.Address.UserInfo + "@" + source[host..]);
    }
}
