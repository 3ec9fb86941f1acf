using System.Globalization;

namespace EdgeGrid.Simulation.Host;

/// <summary>
/// A Raspberry Pi's files under a folder: <c>sys</c> and <c>proc</c> as its kernel has them (Documentation/ABI/testing/sysfs-class-thermal,
/// sysfs-class-hwmon, proc(5)).
/// </summary>
public sealed class SimulatedHost
{
    private const int TotalKilobytes = 3_884_000;

    private readonly string _root;

    /// <summary>A sound machine.</summary>
    /// <param name="root">A folder of its own.</param>
    public SimulatedHost(string root)
    {
        _root = root;
        Write("sys/firmware/devicetree/base/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        Write("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
        Write("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
        Write("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
        SetTemperature(48.7);
        SetSupply(isLow: false);
        SetFreeMemory(72);
        SetLink(54);
        SetUptime(TimeSpan.FromHours(30));
    }

    /// <summary>Where its sysfs is.</summary>
    public string Sys => Path.Combine(_root, "sys");

    /// <summary>Where its procfs is.</summary>
    public string Proc => Path.Combine(_root, "proc");

    /// <summary>Of the processor, in degrees Celsius: told in thousandths.</summary>
    public void SetTemperature(double celsius) =>
        Write("sys/class/thermal/thermal_zone0/temp", string.Create(CultureInfo.InvariantCulture, $"{Math.Round(celsius * 1000)}\n"));

    /// <summary>Below 4.63 V. The firmware remembers, in its bit 16, that it once was.</summary>
    public void SetSupply(bool isLow)
    {
        Write("sys/devices/platform/soc/soc:firmware/get_throttled", isLow ? "50005\n" : "50000\n");
        Write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", isLow ? "1\n" : "0\n");
    }

    /// <summary>Percent of all.</summary>
    public void SetFreeMemory(double percent) => Write(
        "proc/meminfo",
        string.Create(CultureInfo.InvariantCulture, $"MemTotal:        {TotalKilobytes} kB\nMemFree:          104120 kB\nMemAvailable:    {Math.Round(TotalKilobytes * percent / 100)} kB\nBuffers:           61352 kB\n"));

    /// <summary>Of 70.</summary>
    public void SetLink(int quality) => Write(
        "proc/net/wireless",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n wlan0: 0000   {quality}.  {quality - 110}.  -256        0      0      0      0      0        0\n"));

    /// <summary>Since it was started.</summary>
    public void SetUptime(TimeSpan up) => Write("proc/uptime", string.Create(CultureInfo.InvariantCulture, $"{up.TotalSeconds:0.00} {up.TotalSeconds * 3.7:0.00}\n"));

    /// <summary>Any of its files, as it stands there.</summary>
    /// <param name="file">Within the folder: <c>proc/uptime</c>.</param>
    /// <param name="text">All of it.</param>
    public void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>A machine that has none of that.</summary>
    /// <param name="entry">A file or a folder within the folder.</param>
    public void Remove(string entry)
    {
        var path = Path.Combine(_root, entry);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
