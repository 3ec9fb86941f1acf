namespace EdgeGrid.Devices;

/// <summary>
/// An address with user and password, from a file that never leaves the gateway (<see cref="OptionType.Login"/>). They go with
/// that address alone: whoever may say what a device connects to cannot have the password sent to another machine.
/// </summary>
public sealed class LoginFile
{
    private LoginFile(string name, Uri address) => (Name, Address) = (name, address);

    /// <summary>Of the file, without its folder.</summary>
    public string Name { get; }

    /// <summary>What it holds: protocol, user and password, host and port.</summary>
    public Uri Address { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="example">What it should hold, for a message.</param>
    /// <exception cref="DeviceException">It cannot be read, or holds something else; the message tells nothing of what it holds.</exception>
    public static LoginFile Read(string file, string example)
    {
        var name = Path.GetFileName(file);
        try
        {
            return Uri.TryCreate(File.ReadAllText(file).Trim(), UriKind.Absolute, out var address) && address is { UserInfo.Length: > 0, Host.Length: > 0, PathAndQuery: "" or "/" }
                ? new LoginFile(name, address)
                : throw new DeviceException(DeviceFault.NotResponding, $"The login {name} holds no address with user and password and nothing behind them, as {example}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The login {name} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>User and password, as they are meant.</summary>
    /// <param name="address">What is connected to.</param>
    /// <param name="option">The option that holds it, for a message.</param>
    /// <exception cref="DeviceException">They are for another address.</exception>
    public (string User, string Password) For(Uri address, string option)
    {
        Demand(IsFor(address), option);
        var parts = Address.UserInfo.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    /// <summary>The same protocol, host and port.</summary>
    public bool IsFor(Uri address) => (address.Scheme, address.Host, address.Port) == (Address.Scheme, Address.Host, Address.Port);

    /// <summary>Goes on only when the login is for the address.</summary>
    /// <exception cref="DeviceException">It is not.</exception>
    public void Demand(bool isFor, string option)
    {
        if (!isFor)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The login {Name} is for another address than '{option}': protocol, host and port must be the same, and no user may stand in '{option}'.");
        }
    }
}
