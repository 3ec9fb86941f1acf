using System.Text.Json.Serialization;
using EdgeGrid.Agent.Configuration;

namespace EdgeGrid.Agent.Calibrations;

/// <summary>What a calibration found out about one sensor.</summary>
/// <param name="Kind">Its driver.</param>
/// <param name="Option">The option that the value stands for.</param>
/// <param name="Value">In that option's unit.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Samples">Of how many samples it is the median.</param>
/// <param name="SpreadPercent">How far these were apart, percent of the median.</param>
/// <param name="With">The options it depends on, as they were.</param>
internal sealed record StoredCalibration(
    string Kind,
    string Option,
    double Value,
    DateTimeOffset At,
    int Samples,
    double SpreadPercent,
    IReadOnlyDictionary<string, string> With)
{
    /// <summary>Why it does not hold for a device as it is configured now; null when it does.</summary>
    public string? Unfit(DeviceOptions device)
    {
        if (device.Kind.Name != Kind || device.Kind.Calibration?.Option != Option)
        {
            return $"it is of a {Kind}";
        }

        if (device.Kind.Options.First(option => option.Name == Option) is var option && (Value < option.Min || Value > option.Max))
        {
            return $"{Option} cannot be {Value}";
        }

        var other = device.Kind.Calibration.DependsOn.FirstOrDefault(name => !With.TryGetValue(name, out var then) || then != device.Settings.Shown(name));
        return other is null ? null : $"\"{other}\" was {With.GetValueOrDefault(other, "not set")} and is {device.Settings.Shown(other)}";
    }
}

/// <summary>The form of the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SortedDictionary<string, StoredCalibration>))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
