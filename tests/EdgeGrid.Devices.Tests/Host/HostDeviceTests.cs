using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Host;

namespace EdgeGrid.Devices.Tests.Host;

public sealed class HostDeviceTests
{
    [Fact]
    public async Task Sample_OfAWholeMachine_TellsAllOfIt()
    {
        await using var rig = new HostRig("all");
        rig.Host.SetLink(35);
        rig.Host.SetUptime(TimeSpan.FromSeconds(86_400.25));

        var told = await SampleAsync(rig.Settings, rig);

        Assert.Equal(HostDevice.Kind.Measures, told.Select(measurement => measurement.Quantity));
        Assert.All(told, measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
        Assert.Equal(48.7, Of(told, Quantity.Temperature).Value, 3);
        Assert.Equal(72, Of(told, Quantity.FreeMemory).Value, 3);
        Assert.Equal(50, Of(told, Quantity.LinkQuality).Value, 3);
        Assert.Equal(86_400.25, Of(told, Quantity.Uptime).Value, 3);
        Assert.Equal(0, Of(told, Quantity.Trouble).Value);
        Assert.InRange(Of(told, Quantity.FreeDisk).Value, 0, 100);
    }

    [Fact]
    public async Task Sample_OfAMachineThatLacksSomething_LeavesItOut()
    {
        await using var rig = new HostRig("all");
        rig.Host.Remove("proc/net/wireless");
        rig.Host.Remove("sys");

        var told = await SampleAsync(rig.Settings, rig);

        Assert.Equal([Quantity.FreeMemory, Quantity.FreeDisk, Quantity.Uptime], told.Select(measurement => measurement.Quantity));
    }

    [Fact]
    public async Task Sample_OfWhatGoesAway_IsAFault()
    {
        await using var rig = new HostRig("all");
        await using var device = (ISampledDevice)HostDevice.Kind.Create(rig.Settings, rig.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        rig.Host.Remove("proc/net/wireless");

        Assert.Equal(DeviceFault.NotResponding, Of(device.Sample(), Quantity.LinkQuality).Fault);
        Assert.Equal(DeviceFault.None, Of(device.Sample(), Quantity.Temperature).Fault);
    }

    [Theory]
    [InlineData("link-quality", "proc/net/wireless")]
    [InlineData("uptime", "proc/uptime")]
    [InlineData("free-memory", "proc/meminfo")]
    public async Task Open_OfWhatIsNotThere_SaysWhere(string quantity, string file)
    {
        await using var rig = new HostRig(quantity);
        rig.Host.Remove(file);
        await using var device = HostDevice.Kind.Create(rig.Settings, rig.Context);

        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await device.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
        Assert.Contains(quantity, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfNoMachine_SaysWhatToCheck()
    {
        await using var rig = new HostRig("all");
        rig.Host.Remove("proc");
        rig.Host.Remove("sys");
        await using var device = HostDevice.Kind.Create(rig.With(("folder", "\0")), rig.Context);

        var exception = await Record.ExceptionAsync(async () => await device.OpenAsync(TestContext.Current.CancellationToken));

        Assert.IsType<DeviceException>(exception);
    }

    [Theory]
    [InlineData("0\n", null, 0)]
    [InlineData("50000\n", null, 0)]
    [InlineData("50005\n", null, 1)]
    [InlineData("0x1\n", null, 1)]
    [InlineData(null, "1\n", 1)]
    [InlineData(null, "0\n", 0)]
    [InlineData("0\n", "1\n", 1)]
    public async Task Supply_ThatIsTooWeak_IsTrouble(string? throttled, string? alarm, double trouble)
    {
        await using var rig = new HostRig("trouble");
        SetSupply(rig, throttled, alarm);

        var told = Assert.Single(await SampleAsync(rig.Settings, rig));

        Assert.Equal((trouble, DeviceFault.None), (told.Value, told.Fault));
        Assert.Equal(trouble > 0, told.Detail is Remark);
    }

    [Theory]
    [InlineData("trouble", "sys/devices/platform/soc/soc:firmware/get_throttled", "what")]
    [InlineData("trouble", "sys/class/hwmon/hwmon1/in0_lcrit_alarm", "")]
    [InlineData("temperature", "sys/class/thermal/thermal_zone0/temp", "warm")]
    [InlineData("temperature", "sys/class/thermal/thermal_zone0/temp", "-274000")]
    [InlineData("free-memory", "proc/meminfo", "MemTotal: 0 kB\nMemAvailable: 0 kB")]
    [InlineData("free-memory", "proc/meminfo", "MemTotal: 100 kB\nMemAvailable: 200 kB")]
    [InlineData("free-memory", "proc/meminfo", "")]
    [InlineData("link-quality", "proc/net/wireless", "wlan0: 0000")]
    [InlineData("link-quality", "proc/net/wireless", "wlan0: 0000 NaN. 0")]
    [InlineData("uptime", "proc/uptime", "-1 0")]
    [InlineData("uptime", "proc/uptime", "")]
    public async Task File_OfNonsense_IsOutOfRange(string quantity, string file, string text)
    {
        await using var rig = new HostRig(quantity);
        rig.Host.Write(file, text);

        Assert.Equal(DeviceFault.OutOfRange, Assert.Single(await SampleAsync(rig.Settings, rig)).Fault);
    }

    [Fact]
    public async Task Temperature_OfSeveralZones_IsTheHottestOrTheOneAskedFor()
    {
        await using var rig = new HostRig("temperature");
        rig.Host.Write("sys/class/thermal/thermal_zone1/type", "gpu-thermal\n");
        rig.Host.Write("sys/class/thermal/thermal_zone1/temp", "61000\n");
        rig.Host.Write("sys/class/thermal/thermal_zone2/type", "asleep\n");

        Assert.Equal(61, Assert.Single(await SampleAsync(rig.Settings, rig)).Value, 3);
        Assert.Equal(48.7, Assert.Single(await SampleAsync(rig.With(("zone", "cpu-thermal")), rig)).Value, 3);
    }

    [Fact]
    public async Task LinkQuality_OfTheInterfaceAskedFor_IsItsOwn()
    {
        await using var rig = new HostRig("link-quality");
        rig.Host.Write("proc/net/wireless", "Inter-| sta-|\n face | tus |\n wlan0: 0000   7.  -103.  -256 0\n wlan1: 0000   84.  -30.  -256 0\n");

        Assert.Equal(10, Assert.Single(await SampleAsync(rig.Settings, rig)).Value, 3);
        Assert.Equal(100, Assert.Single(await SampleAsync(rig.With(("interface", "wlan1")), rig)).Value, 3);
    }

    [Fact]
    public async Task Disk_OfAFolderThatIsNotYetThere_IsTheOneItWillBeOn()
    {
        await using var rig = new HostRig("free-disk");

        var told = Assert.Single(await SampleAsync(rig.With(("folder", Path.Combine(rig.Host.Sys, "not/yet"))), rig));

        Assert.Equal(DeviceFault.None, told.Fault);
        Assert.InRange(told.Value, 0, 100);
    }

    [Fact]
    public async Task Sample_OfThisMachine_TellsItsMemoryAndUptime()
    {
        await using var device = (ISampledDevice)HostDevice.Kind.Create(EdgeGrid.Conformance.Drivers.DriverSettings.For(HostDevice.Kind), new DeviceContext(new BoardHardware(), TimeProvider.System));
        await device.OpenAsync(TestContext.Current.CancellationToken);

        var told = device.Sample();

        Assert.InRange(Of(told, Quantity.FreeMemory).Value, 0.01, 100);
        Assert.Equal(Environment.TickCount64 / 1000.0, Of(told, Quantity.Uptime).Value, tolerance: 60);
    }

    private static void SetSupply(HostRig rig, string? throttled, string? alarm)
    {
        rig.Host.Remove("sys/devices/platform");
        rig.Host.Remove("sys/class/hwmon/hwmon1");
        if (throttled is not null)
        {
            rig.Host.Write("sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled", throttled);
        }

        if (alarm is not null)
        {
            rig.Host.Write("sys/class/hwmon/hwmon3/name", "rpi_volt\n");
            rig.Host.Write("sys/class/hwmon/hwmon3/in0_lcrit_alarm", alarm);
        }
    }

    private static Measurement Of(IReadOnlyList<Measurement> told, Quantity quantity) => Assert.Single(told, measurement => measurement.Quantity == quantity);

    private static async Task<IReadOnlyList<Measurement>> SampleAsync(DeviceSettings settings, HostRig rig)
    {
        await using var device = (ISampledDevice)HostDevice.Kind.Create(settings, rig.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device.Sample();
    }
}
