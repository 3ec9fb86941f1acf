using System.Text.Json;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Outbox;

namespace EdgeGrid.Agent.Calibrations;

/// <summary>
/// What sensors were found out to be, by device name, beside the outbox: no configuration holds it, so none loses it, be it
/// the technician's or a revision of the hub.
/// </summary>
/// <param name="folder">The gateway's data folder.</param>
internal sealed class CalibrationFile(string folder)
{
    internal const string FileName = "calibrations.json";

    private const long MaxBytes = 4 * 1024 * 1024;

    public string FilePath => Path.Combine(folder, FileName);

    /// <summary>A configuration with what was found out in the place of what is configured.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="warn">Told of each calibration that is not used, and why.</param>
    public AgentOptions Apply(AgentOptions options, Action<string> warn)
    {
        SortedDictionary<string, StoredCalibration> stored;
        try
        {
            stored = Read();
        }
        catch (IOException damaged)
        {
            warn($"{damaged.Message} Sensors measure with what is configured until they are calibrated again.");
            return options;
        }

        return options with { Devices = [.. options.Devices.Select(device => Apply(device, stored.GetValueOrDefault(device.Name), warn))] };
    }

    /// <summary>All of them; empty when none was ever made.</summary>
    /// <exception cref="IOException">The file cannot be read, or makes no sense.</exception>
    public SortedDictionary<string, StoredCalibration> Read()
    {
        try
        {
            if (!File.Exists(FilePath))
            {
                return [];
            }

            return new FileInfo(FilePath).Length > MaxBytes
                ? throw new InvalidDataException($"it is larger than {MaxBytes} bytes")
                : JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), CalibrationJson.Default.SortedDictionaryStringStoredCalibration) ?? throw new InvalidDataException("it is empty");
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The calibrations in {FilePath} cannot be used: {damaged.Message.TrimEnd('.')}.", damaged);
        }
    }

    /// <summary>Returns when it is on the disk.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="calibration">Null to forget it.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public void Put(string device, StoredCalibration? calibration)
    {
        var all = Read();
        all.Remove(device);
        if (calibration is not null)
        {
            all.Add(device, calibration);
        }

        Directory.CreateDirectory(folder);
        DurableFolder.Replace(FilePath, JsonSerializer.Serialize(all, CalibrationJson.Default.SortedDictionaryStringStoredCalibration));
    }

    private static DeviceOptions Apply(DeviceOptions device, StoredCalibration? stored, Action<string> warn)
    {
        if (stored is null)
        {
            return device;
        }

        if (stored.Unfit(device) is not { } why)
        {
            return device with { Settings = device.Settings.With(stored.Option, stored.Value) };
        }

        warn($"{device.Name}: its calibration of {stored.At:yyyy-MM-dd} is not used, for {why}. Calibrate it again.");
        return device;
    }
}
