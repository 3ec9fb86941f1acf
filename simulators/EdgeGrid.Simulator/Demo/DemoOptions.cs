namespace EdgeGrid.Simulator.Demo;

/// <summary>What was asked for on the command line.</summary>
internal sealed record DemoOptions
{
    /// <summary>No colours and no page to look at: ends after <see cref="Seconds"/> with an exit code.</summary>
    public bool Headless { get; init; }

    /// <summary>How long it plays; null: until Ctrl-C.</summary>
    public int? Seconds { get; init; }

    /// <summary>How long that is.</summary>
    public TimeSpan Length => Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DemoScript.Length;

    /// <summary>Where the report goes.</summary>
    public string? Report { get; init; }

    /// <summary>A receiver's recorded output, in place of the worker's simulated tracker.</summary>
    public string? Nmea { get; init; }

    /// <summary>A video file, stream or camera, in place of the rendered clip.</summary>
    public string? Video { get; init; }

    /// <summary>The agent's native file; the building gateway then runs in it.</summary>
    public string? NativeAgent { get; init; }

    /// <summary>Where the page is.</summary>
    public int HttpPort { get; init; } = 5080;

    /// <summary>Where the broker is.</summary>
    public int MqttPort { get; init; } = 1883;
}
