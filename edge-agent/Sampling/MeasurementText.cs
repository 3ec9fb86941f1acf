using System.Globalization;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Sampling;

/// <summary>A measurement in words, for a log line and for <c>agent check</c>.</summary>
internal static class MeasurementText
{
    /// <summary><c>methane 1.25 %LEL</c>, <c>position 34.24401, 117.19402</c>, <c>contact active</c>, <c>sos pressed at 34.24401, 117.19402</c>, <c>smoke: warming-up</c>.</summary>
    public static string Describe(this Measurement measurement)
    {
        var name = measurement.Part is { } part ? $"{part} {measurement.Quantity.Name()}" : measurement.Quantity.Name();
        return measurement switch
        {
            { Fault: not DeviceFault.None } => $"{name}: {measurement.Fault.Name()}",
            { Quantity: Quantity.Sos } => $"{name} {(measurement.Value > 0 ? "pressed" : "released")}{About(measurement.Detail)}",
            { Quantity: var quantity } when quantity.IsState() => $"{name} {(measurement.Value > 0 ? "active" : "at rest")}{About(measurement.Detail)}",
            { Detail: GnssFix fix } => $"{name} {Place(fix)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{name} {measurement.Value:0.###} {Wording.Unit(measurement.Quantity)}").TrimEnd(),
        };
    }

    private static string About(MeasurementDetail? detail) => detail switch
    {
        GnssFix fix => $" at {Place(fix)}",
        Remark remark => $" ({remark.Text})",
        _ => "",
    };

    private static string Place(GnssFix fix) => string.Create(CultureInfo.InvariantCulture, $"{fix.Latitude:0.00000}, {fix.Longitude:0.00000}");
}
