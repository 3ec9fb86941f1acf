using System.Globalization;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Sampling;

/// <summary>A measurement in words, for a log line and for <c>agent check</c>.</summary>
internal static class MeasurementText
{
    /// <summary><c>methane 1.25 %LEL</c>, <c>position 34.24401, 117.19402</c>, <c>contact active</c>, <c>smoke: warming-up</c>.</summary>
    public static string Describe(this Measurement measurement)
    {
        var name = measurement.Part is { } part ? $"{part} {measurement.Quantity.Name()}" : measurement.Quantity.Name();
        return measurement switch
        {
            { Fault: not DeviceFault.None } => $"{name}: {measurement.Fault.Name()}",
            { Detail: GnssFix fix } => string.Create(CultureInfo.InvariantCulture, $"{name} {fix.Latitude:0.00000}, {fix.Longitude:0.00000}"),
            { Quantity: Quantity.Sos } => $"{name} {(measurement.Value > 0 ? "pressed" : "released")}",
            { Quantity: var quantity } when quantity.IsState() => $"{name} {(measurement.Value > 0 ? "active" : "at rest")}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{name} {measurement.Value:0.###} {Wording.Unit(measurement.Quantity)}").TrimEnd(),
        };
    }
}
