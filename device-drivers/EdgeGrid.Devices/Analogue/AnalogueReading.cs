namespace EdgeGrid.Devices.Analogue;

/// <summary>A voltage, or why there is none.</summary>
/// <param name="Volts">Between the input and ground; 0 and without meaning when there is a fault.</param>
/// <param name="Fault"><see cref="DeviceFault.None"/> when the voltage can be used.</param>
internal readonly record struct AnalogueReading(double Volts, DeviceFault Fault = DeviceFault.None)
{
    public static AnalogueReading Failed(DeviceFault fault) => new(0, fault);
}
