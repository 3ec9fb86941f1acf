using System.Device.Spi;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Analogue;

/// <summary>
/// The MCP3008, a 10-bit converter with eight inputs (Microchip DS21295). A conversion happens within one transfer, so several
/// sensors share the chip without a lock. It has no identity and no checksum, but when it is clocked on after its result it
/// tells the same bits once more, the other way round, and then zeros (figure 5-2): what arrives twice alike is believed. A
/// line that is held low would be 0 V everywhere, so that is only believed when some other input is above it.
/// </summary>
internal sealed class Mcp3008 : IDisposable
{
    public const int Channels = 8;

    // Section 6.3: at 2.7 V the clock is 1.35 MHz at most; below 10 kHz the sampled charge drains away.
    private const int ClockHertz = 500_000;
    private const int FullScale = 1024;

    private readonly SpiDevice _device;
    private readonly string _bus;

    private Mcp3008(SpiDevice device, string bus) => (_device, _bus) = (device, bus);

    /// <summary>Opens the bus and finds out whether something answers as the chip does.</summary>
    /// <exception cref="DeviceException">No bus, or nobody who answers so.</exception>
    public static Mcp3008 Open(IHardware hardware, string bus)
    {
        var converter = new Mcp3008(hardware.OpenSpi(bus, ClockHertz), bus);
        try
        {
            converter.Identify();
            return converter;
        }
        catch
        {
            converter.Dispose();
            throw;
        }
    }

    /// <summary>One conversion of one input against ground.</summary>
    /// <param name="channel">0 to 7.</param>
    /// <param name="referenceVolts">Between VREF and ground.</param>
    public AnalogueReading Read(int channel, double referenceVolts)
    {
        try
        {
            var (code, fault) = Convert(channel);
            return fault != DeviceFault.None ? AnalogueReading.Failed(fault)
                : code == 0 && !SomeInputIsAboveGround() ? AnalogueReading.Failed(DeviceFault.NotResponding)
                : code == FullScale - 1 ? AnalogueReading.Failed(DeviceFault.Saturated)
                : new AnalogueReading(code * referenceVolts / FullScale);
        }
        catch (IOException)
        {
            return AnalogueReading.Failed(DeviceFault.NotResponding);
        }
    }

    public void Dispose() => _device.Dispose();

    private void Identify()
    {
        try
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                if (Convert(channel).Fault is var fault and not DeviceFault.None)
                {
                    throw new DeviceException(
                        fault,
                        fault == DeviceFault.NotResponding
                            ? $"Nobody answers on {_bus}: only ones come. Check the supply of the MCP3008 and the wires CLK, DOUT (to MISO), DIN (to MOSI) and CS."
                            : $"What answers on {_bus} is no MCP3008: it does not tell a result twice alike. Check the chip select, which chip it is, and the length of the wires.");
                }
            }

            if (!SomeInputIsAboveGround())
            {
                throw new DeviceException(
                    DeviceFault.NotResponding,
                    $"Every input of the MCP3008 on {_bus} reads 0 V, as if it were not there. Check its supply and the wires CLK, DOUT (to MISO), DIN (to MOSI) and CS; where all its inputs are at ground indeed, wire an unused one to VREF.");
            }
        }
        catch (IOException exception)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"Nothing can be transferred on {_bus}: {exception.Message}", exception);
        }
    }

    private bool SomeInputIsAboveGround()
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            if (Convert(channel) is { Code: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    // Figure 6-1: start bit; single-ended, channel; then a null bit, B9 to B0, B1 to B9, zeros.
    private (int Code, DeviceFault Fault) Convert(int channel)
    {
        Span<byte> answer = stackalloc byte[5];
        _device.TransferFullDuplex([0x01, (byte)(0x80 | (channel << 4)), 0, 0, 0], answer);
        if (answer.IndexOfAnyExcept((byte)0xFF) < 0)
        {
            return (0, DeviceFault.NotResponding);
        }

        var code = ((answer[1] & 0b11) << 8) | answer[2];
        var again = 0;
        for (var bit = 1; bit <= 9; bit++)
        {
            var place = bit - 1;
            again |= ((answer[3 + place / 8] >> (7 - place % 8)) & 1) << bit;
        }

        var isZeroAround = (answer[1] & 0b100) == 0 && (answer[4] & 0x7F) == 0;
        return isZeroAround && again == (code & ~1) ? (code, DeviceFault.None) : (0, DeviceFault.BadChecksum);
    }
}
