using System.Globalization;

namespace EdgeGrid.Devices.Gnss;

/// <summary>What can be wrong with a serial line, in a technician's words.</summary>
internal static class SerialTrouble
{
    // errno values of Linux, as System.IO.Ports puts them into an IOException.
    private const int Busy = 16;

    public static DeviceException CannotOpen(string path, int baud, Exception exception) => exception switch
    {
        _ when !File.Exists(path) => Missing(path, exception),
        UnauthorizedAccessException => new(
            DeviceFault.NotResponding,
            $"Serial port {path} cannot be opened: no permission, or it is no serial port. Add the agent's user to the group dialout "
            + "(sudo usermod -aG dialout USER, then log in again); ls -l /dev/serial/by-id shows the serial ports of USB.",
            exception),
        IOException { HResult: Busy } => new(
            DeviceFault.NotResponding,
            $"Serial port {path} is in use by another program. See which: sudo fuser -v {path}; gpsd and ModemManager like to take ports.",
            exception),
        ArgumentOutOfRangeException => new(
            DeviceFault.NotResponding, $"Serial port {path} cannot do {baud} baud. Set 'baud' to what the device uses: 4800, 9600, 38400, 115200.", exception),
        _ => new(
            DeviceFault.NotResponding,
            $"Serial port {path} cannot be opened at {baud} baud: {exception.Message} ls -l /dev/serial/by-id shows the serial ports of USB.",
            exception),
    };

    public static DeviceException Unplugged(string path, Exception? exception) => new(
        DeviceFault.NotResponding,
        $"The line to the receiver at {path} broke: unplugged, or its power failed. Check the cable; it is opened again by itself.",
        exception);

    public static DeviceException Gibberish(string path, int? baud, long bytes, TimeSpan since) => new(
        DeviceFault.BadChecksum,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{bytes} bytes came from {path} in {since.TotalSeconds:0} s, and not one NMEA sentence. ")
            + (baud is { } set
                ? $"The baud rate is probably wrong: it is {set}; leave 'baud' out, so that it is sought. "
                : $"Every usual baud rate was tried: {string.Join(", ", SerialRates.Usual.Order())}. Another one is set with 'baud'. ")
            + "A receiver set to its maker's binary protocol looks the same.");

    private static DeviceException Missing(string path, Exception exception) => new(
        DeviceFault.NotResponding,
        $"There is no serial port {path}. Is it plugged in? ls /dev/serial/by-id /dev/ttyUSB* /dev/ttyACM* shows what there is.",
        exception);
}
