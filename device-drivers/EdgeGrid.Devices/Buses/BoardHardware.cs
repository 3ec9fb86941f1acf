using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Device.I2c;
using System.Device.Spi;
using EdgeGrid.Devices.Buses.BusLink;

namespace EdgeGrid.Devices.Buses;

/// <summary>
/// The buses of the machine this runs on, and those of a simulator on it: <c>i2c:N</c> is <c>/dev/i2c-N</c>,
/// <c>spi:N.M</c> is <c>/dev/spidevN.M</c>, <c>gpio:N</c> is <c>/dev/gpiochipN</c>, and <c>sim:PATH</c> is the bus link at a Unix-domain socket
/// (<see cref="BusLinkProtocol"/>).
/// </summary>
public sealed class BoardHardware : IHardware
{
    private static readonly TimeSpan DefaultAnswer = TimeSpan.FromMilliseconds(500);

    private readonly string _deviceFolder;
    private readonly TimeSpan _busLinkTimeout;

    /// <summary>The machine's own.</summary>
    /// <param name="busLinkTimeout">How long a simulator may take to answer; half a second when not given.</param>
    public BoardHardware(TimeSpan? busLinkTimeout = null)
        : this("/dev", busLinkTimeout ?? DefaultAnswer)
    {
    }

    internal BoardHardware(string deviceFolder, TimeSpan busLinkTimeout)
    {
        _deviceFolder = deviceFolder;
        _busLinkTimeout = busLinkTimeout;
    }

    /// <inheritdoc/>
    public bool IsSimulated(string bus) => BusName.IsBusLink(bus);

    /// <inheritdoc/>
    public I2cDevice OpenI2c(string bus, int address)
    {
        if (BusName.IsBusLink(bus))
        {
            return new BusLinkI2cDevice(Link(bus), address);
        }

        var number = Numbers(bus, BusFamily.I2c)[0];
        Demand(
            bus,
            $"{_deviceFolder}/i2c-{number}",
            "i2c",
            "Enable I2C (sudo raspi-config, Interface Options, I2C; on other boards an overlay) and start the machine again, or correct the bus: `ls /dev/i2c-*` lists them.");
        return I2cDevice.Create(new I2cConnectionSettings(number, address));
    }

    /// <inheritdoc/>
    public SpiDevice OpenSpi(string bus, int clockHertz)
    {
        if (BusName.IsBusLink(bus))
        {
            return new BusLinkSpiDevice(Link(bus), new SpiConnectionSettings(busId: 0, chipSelectLine: 0));
        }

        var numbers = Numbers(bus, BusFamily.Spi);
        var (number, chipSelect) = (numbers[0], numbers[1]);
        Demand(
            bus,
            $"{_deviceFolder}/spidev{number}.{chipSelect}",
            "spi",
            "Enable SPI (sudo raspi-config, Interface Options, SPI; on other boards an overlay) and start the machine again, or correct the bus: `ls /dev/spidev*` lists them.");
        return SpiDevice.Create(new SpiConnectionSettings(number, chipSelect) { ClockFrequency = clockHertz, Mode = SpiMode.Mode0 });
    }

    /// <inheritdoc/>
    public GpioController OpenGpio(string chip)
    {
        if (BusName.IsBusLink(chip))
        {
            return new GpioController(new BusLinkGpioDriver(Link(chip)));
        }

        var number = Numbers(chip, BusFamily.Gpio)[0];
        Demand(
            chip,
            $"{_deviceFolder}/gpiochip{number}",
            "gpio",
            "Correct the chip: `ls /dev/gpiochip*` lists them, and `gpiodetect` says what they are.");
        return new GpioController(Driver(chip, number));
    }

    private static int[] Numbers(string bus, BusFamily family) => BusName.Numbers(bus, family)
        ?? throw new DeviceException(
            DeviceFault.NotResponding,
            $"'{bus}' cannot be used: {BusName.Objection(bus, family)}. Write {BusName.Example(family)}, or sim:PATH for a simulator's socket.");

    private static void Demand(string bus, string node, string group, string whenMissing)
    {
        try
        {
            using var probe = File.Open(node, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DeviceException(
                DeviceFault.NotResponding,
                $"{bus}: no permission to use {node}. Add the user that runs this to the group {group} (sudo usermod -aG {group} USER) and let it log in again.",
                exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"{bus}: there is no {node}. {whenMissing}", exception);
        }
        catch (IOException exception)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"{bus}: {node} cannot be opened: {exception.Message}", exception);
        }
    }

    // Debian 13 has version 2 of libgpiod, Debian 12 and Raspberry Pi OS 12 have version 1, and a board with neither
    // has the kernel's old interface.
    private static GpioDriver Driver(string chip, int number)
    {
        List<string> reasons = [];
        foreach (var make in new Func<GpioDriver>[] { () => new LibGpiodV2Driver(number), () => new LibGpiodDriver(number), () => SysFs(number) })
        {
            try
            {
                return make();
            }
            catch (Exception exception) when (exception is PlatformNotSupportedException or DllNotFoundException or TypeInitializationException or IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                reasons.Add(exception.Message);
            }
        }

        throw new DeviceException(
            DeviceFault.NotResponding,
            $"{chip} cannot be used: {string.Join("; ", reasons.Distinct(StringComparer.Ordinal))}. Install libgpiod (sudo apt install libgpiod3, or libgpiod2 on Debian 12).");
    }

    private static SysFsDriver SysFs(int number) => new(SysFsDriver.GetAvailableChips().First(chip => chip.Id == number));

    private BusLinkConnection Link(string bus)
    {
        var connection = new BusLinkConnection(bus[BusLinkProtocol.Scheme.Length..], _busLinkTimeout);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
