namespace EdgeGrid.Devices;

/// <summary>
/// What a driver found: a value, or a typed fault in its place. There is no NaN and no sentinel.
/// </summary>
/// <param name="Quantity">What was measured; it fixes the unit (<see cref="Quantities"/>).</param>
/// <param name="Value">In that unit; 0 and without meaning when there is a fault.</param>
/// <param name="Fault"><see cref="DeviceFault.None"/> when the value can be used.</param>
/// <param name="Detail">What does not fit in one number: <see cref="GnssFix"/> for a position, a snapshot for motion.</param>
public readonly record struct Measurement(Quantity Quantity, double Value, DeviceFault Fault = DeviceFault.None, MeasurementDetail? Detail = null)
{
    /// <summary>Which part of the device spoke (<see cref="DeviceKind.Parts"/>); null for the device itself.</summary>
    public string? Part { get; init; }

    /// <summary>When it was so, for what a device tells only now: history, on which nobody decides. Null for news.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A fault in place of a value.</summary>
    public static Measurement Failed(Quantity quantity, DeviceFault fault) => new(quantity, 0, fault);
}

/// <summary>Why there is no value.</summary>
public enum DeviceFault
{
    /// <summary>There is one.</summary>
    None = 0,

    /// <summary>No answer on the bus or the line.</summary>
    NotResponding,

    /// <summary>An answer with a wrong checksum.</summary>
    BadChecksum,

    /// <summary>An answer that the datasheet does not allow.</summary>
    OutOfRange,

    /// <summary>The sensor heats up or settles.</summary>
    WarmingUp,

    /// <summary>At the end of its range: there is at least this much.</summary>
    Saturated,

    /// <summary>A wire or a heater is broken.</summary>
    OpenCircuit,

    /// <summary>A receiver without satellites.</summary>
    NoFix,

    /// <summary>Black or frozen picture, or a stream that is not a video.</summary>
    NoPicture,

    /// <summary>Two wires touch.</summary>
    ShortCircuit,
}

/// <summary>Names of faults.</summary>
public static class DeviceFaults
{
    /// <summary>Lower-case name with hyphens, as it stands on the wire: <c>not-responding</c>.</summary>
    public static string Name(this DeviceFault fault) => fault switch
    {
        DeviceFault.None => "none",
        DeviceFault.NotResponding => "not-responding",
        DeviceFault.BadChecksum => "bad-checksum",
        DeviceFault.OutOfRange => "out-of-range",
        DeviceFault.WarmingUp => "warming-up",
        DeviceFault.Saturated => "saturated",
        DeviceFault.OpenCircuit => "open-circuit",
        DeviceFault.NoFix => "no-fix",
        DeviceFault.NoPicture => "no-picture",
        DeviceFault.ShortCircuit => "short-circuit",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}

/// <summary>What does not fit in one number.</summary>
public abstract record MeasurementDetail;

/// <summary>One epoch of a satellite receiver, WGS-84.</summary>
/// <param name="At">UTC of the fix; null while the receiver does not know the date.</param>
/// <param name="Latitude">Degrees, north positive.</param>
/// <param name="Longitude">Degrees, east positive.</param>
/// <param name="AltitudeMetres">Above mean sea level; null in a two-dimensional fix.</param>
/// <param name="SpeedMetresPerSecond">Over ground; null when not told.</param>
/// <param name="HeadingDegrees">Over ground, from true north; null when not told or standing.</param>
/// <param name="Satellites">Used in the fix; null when not told.</param>
/// <param name="Hdop">Horizontal dilution of precision; null when not told.</param>
public sealed record GnssFix(
    DateTimeOffset? At,
    double Latitude,
    double Longitude,
    double? AltitudeMetres,
    double? SpeedMetresPerSecond,
    double? HeadingDegrees,
    int? Satellites,
    double? Hdop) : MeasurementDetail;

/// <summary>What the device itself said of it, in words: where a fire detector hangs.</summary>
/// <param name="Text">One line.</param>
public sealed record Remark(string Text) : MeasurementDetail;

/// <summary>The picture in which something moved.</summary>
/// <param name="Jpeg">Encoded only when someone asks: encoding every frame would cost more than finding motion.</param>
public sealed record Snapshot(Func<byte[]> Jpeg) : MeasurementDetail;
