namespace EdgeGrid.Devices.Camera;

/// <summary>
/// User and password of a camera, from a file that never leaves the gateway. They go with one address alone: whoever may
/// say which camera is watched cannot have the password sent to another machine.
/// </summary>
internal sealed class CameraLogin
{
    private readonly string _name;
    private readonly Uri _address;

    private CameraLogin(string name, Uri address) => (_name, _address) = (name, address);

    /// <summary>Reads the file.</summary>
    /// <exception cref="DeviceException">It cannot be read, or holds something else; the message tells nothing of what it holds.</exception>
    public static CameraLogin Read(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            return Uri.TryCreate(File.ReadAllText(file).Trim(), UriKind.Absolute, out var address) && address is { UserInfo.Length: > 0, Host.Length: > 0, PathAndQuery: "" or "/" }
                ? new CameraLogin(name, address)
                : throw new DeviceException(DeviceFault.NotResponding, $"The login {name} holds no address with user and password and nothing behind them, as rtsp://user:password@192.0.2.10.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The login {name} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The source with user and password in it.</summary>
    /// <exception cref="DeviceException">They are for another address.</exception>
    public CameraSource For(string source)
    {
        // ffmpeg reads an address in its own way: one that others could read otherwise is none.
        if (source.AsSpan().ContainsAny('@', '\\') || !Uri.TryCreate(source, UriKind.Absolute, out var uri)
            || (uri.Scheme, uri.Host, uri.Port) != (_address.Scheme, _address.Host, _address.Port))
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The login {_name} is for another address than 'source': protocol, host and port must be the same, and no user may stand in 'source'.");
        }

        // As they are written: an escaped sign stays escaped.
        var host = source.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        return CameraSource.Parse(source[..host] + _address.UserInfo + "@" + source[host..]);
    }
}
