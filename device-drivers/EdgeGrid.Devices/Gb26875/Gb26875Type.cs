namespace EdgeGrid.Devices.Gb26875;

/// <summary>What the data of a frame are about (GB 26875.3-2011, table 3).</summary>
internal enum Gb26875Type
{
    /// <summary>State of a fire protection system.</summary>
    SystemState = 1,

    /// <summary>State of one of its components: a detector, a button, a valve.</summary>
    ComponentState = 2,

    /// <summary>An analogue value of a component.</summary>
    Analogue = 3,

    /// <summary>Somebody operated a system.</summary>
    SystemOperation = 4,

    /// <summary>Version of a system's software.</summary>
    SystemVersion = 5,

    /// <summary>What a system is, in words.</summary>
    SystemConfiguration = 6,

    /// <summary>What a component is, in words.</summary>
    ComponentConfiguration = 7,

    /// <summary>A system's clock.</summary>
    SystemTime = 8,

    /// <summary>State of the transmission device itself.</summary>
    DeviceState = 21,

    /// <summary>Somebody operated the transmission device.</summary>
    DeviceOperation = 24,

    /// <summary>Version of its software.</summary>
    DeviceVersion = 25,

    /// <summary>What it is, in words.</summary>
    DeviceConfiguration = 26,

    /// <summary>Its clock.</summary>
    DeviceTime = 28,

    /// <summary>From the centre: set your clock.</summary>
    SetTime = 90,

    /// <summary>From the centre: is somebody on guard?</summary>
    GuardCheck = 91,
}

/// <summary>Names of types.</summary>
internal static class Gb26875Types
{
    /// <summary>Lower-case with hyphens; null for one that is not known here.</summary>
    public static string? Name(this Gb26875Type type) => type switch
    {
        Gb26875Type.SystemState => "system-state",
        Gb26875Type.ComponentState => "component-state",
        Gb26875Type.Analogue => "analogue",
        Gb26875Type.SystemOperation => "system-operation",
        Gb26875Type.SystemVersion => "system-version",
        Gb26875Type.SystemConfiguration => "system-configuration",
        Gb26875Type.ComponentConfiguration => "component-configuration",
        Gb26875Type.SystemTime => "system-time",
        Gb26875Type.DeviceState => "device-state",
        Gb26875Type.DeviceOperation => "device-operation",
        Gb26875Type.DeviceVersion => "device-version",
        Gb26875Type.DeviceConfiguration => "device-configuration",
        Gb26875Type.DeviceTime => "device-time",
        Gb26875Type.SetTime => "set-time",
        Gb26875Type.GuardCheck => "guard-check",
        _ => null,
    };
}
