namespace EdgeGrid.Devices.Camera;

/// <summary>What can be set of a camera; see <see cref="CameraDevice.Kind"/>.</summary>
internal sealed record CameraOptions(string Source)
{
    /// <summary>The file that holds user and password.</summary>
    public string? Login { get; init; }

    public double Rate { get; init; } = 5;

    public int Width { get; init; } = 160;

    public bool Loop { get; init; }

    /// <summary>A file is not held to the clock.</summary>
    public bool Fast { get; init; }

    public static CameraOptions From(DeviceSettings settings) => new(settings.Text("source"))
    {
        Login = settings.OptionalText("login"),
        Rate = settings.Number("rate"),
        Width = settings.Integer("width"),
        Loop = settings.Flag("loop"),
        Fast = settings.Text("pace") == "fast",
    };
}
