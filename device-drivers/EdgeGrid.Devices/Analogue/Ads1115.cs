using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Device.I2c;
using System.Runtime.CompilerServices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Analogue;

/// <summary>
/// The ADS1115, a 16-bit converter with four inputs (Texas Instruments SBAS444). Several sensors share one: each
/// conversion is set up, awaited and fetched under one lock, so that nobody fetches what another asked for.
/// </summary>
internal sealed class Ads1115 : IDisposable
{
    public const int FirstAddress = 0x48;
    public const int LastAddress = 0x4B;
    public const int Channels = 4;

    private const byte ConversionRegister = 0;
    private const byte ConfigurationRegister = 1;

    // Configuration register, section 8.1.3: OS, MODE, and COMP_QUE = 11b (comparator off).
    private const int OperationalStatus = 0x8000;
    private const int SingleShot = 0x0100;
    private const int ComparatorOff = 0x0003;

    // Section 8.1.3: what the configuration register holds after power-on. It is never written here.
    private const int PowerOnSetting = 0x8583;
    private const int SingleEndedMux = 0b100;

    // No chip answers a poll faster than 45 µs (four bytes at 1 MHz); the longest conversion allowed here ends long before.
    private const int MostPolls = 1000;

    // Section 6.1: an input lies no more than 0.3 V below ground. Less than that is no voltage but a broken answer.
    private const double LowestVolts = -0.3;

    // What is known of a chip belongs to it, not to one sensor's driver: every driver on the same hardware, bus and address
    // must find the same, and hardware that is gone must not be kept alive by it.
    private static readonly ConditionalWeakTable<IHardware, ConcurrentDictionary<(string Bus, int Address), Shared>> Chips = [];

    private readonly I2cDevice _device;
    private readonly TimeProvider _time;
    private readonly Shared _chip;
    private readonly string _bus;
    private readonly int _address;

    private Ads1115(I2cDevice device, Shared chip, TimeProvider time, string bus, int address) =>
        (_device, _chip, _time, _bus, _address) = (device, chip, time, bus, address);

    /// <summary>Opens the bus and finds out whether the chip is there.</summary>
    /// <exception cref="DeviceException">No bus, nobody at the address, or another chip.</exception>
    public static Ads1115 Open(IHardware hardware, TimeProvider time, string bus, int address)
    {
        var chip = Chips.GetOrCreateValue(hardware).GetOrAdd((bus, address), _ => new Shared { PoweredSince = time.GetTimestamp() });
        var converter = new Ads1115(hardware.OpenI2c(bus, address), chip, time, bus, address);
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

    /// <summary>When it got its supply, as far as anybody here knows: when it was opened first, or found as after power-on.</summary>
    public long PoweredSince => _chip.PoweredSince;

    /// <summary>One conversion of one input against ground, at the range and rate given.</summary>
    public AnalogueReading Read(int channel, Ads1115Range range, Ads1115Rate rate)
    {
        var configuration = OperationalStatus | Setting(channel, range, rate);
        lock (_chip.Gate)
        {
            try
            {
                WriteRegister(ConfigurationRegister, configuration);
                var fault = AwaitConversion(configuration, rate);
                return fault != DeviceFault.None ? AnalogueReading.Failed(fault)
                    : Fetch(range) is var reading && IsStill(configuration, ReadRegister(ConfigurationRegister)) ? reading
                    : AnalogueReading.Failed(DeviceFault.BadChecksum);
            }
            catch (IOException)
            {
                return AnalogueReading.Failed(DeviceFault.NotResponding);
            }
        }
    }

    public void Dispose() => _device.Dispose();

    private static int Setting(int channel, Ads1115Range range, Ads1115Rate rate) =>
        ((SingleEndedMux | channel) << 12) | (range.Code << 9) | SingleShot | (rate.Code << 5) | ComparatorOff;

    /// <summary>
    /// There is no identity register, but the configuration register has 16 bits that read back as written, and OS
    /// reads as one while the chip rests, although zero was written (section 8.1.3). Chips that live at the same
    /// addresses, the LM75, TMP102 and PCF8591 among them, fail one or the other.
    /// </summary>
    private void Identify()
    {
        lock (_chip.Gate)
        {
            try
            {
                // Either time: a flipped bit must not make a cold sensor warm.
                if (ReadRegister(ConfigurationRegister) == PowerOnSetting || ReadRegister(ConfigurationRegister) == PowerOnSetting)
                {
                    _chip.PoweredSince = _time.GetTimestamp();
                }

                foreach (var setting in new[] { Setting(0, Ads1115Range.For(4.096), Ads1115Rate.For(128)), Setting(3, Ads1115Range.For(6.144), Ads1115Rate.For(860)) })
                {
                    WriteRegister(ConfigurationRegister, setting);
                    if (AwaitConversion(setting, Ads1115Rate.Slowest) != DeviceFault.None)
                    {
                        throw new DeviceException(
                            DeviceFault.OutOfRange,
                            $"Something answers at 0x{_address:X2} on {_bus}, but it is no ADS1115: its configuration register read back 0x{ReadRegister(ConfigurationRegister):X4} after 0x{setting:X4} was written. Correct the address, or look for another chip or a bad contact on the bus.");
                    }
                }
            }
            catch (IOException exception)
            {
                throw new DeviceException(
                    DeviceFault.NotResponding,
                    $"Nobody answers at 0x{_address:X2} on {_bus} ({exception.Message}) Check the supply and the wires SDA, SCL and ground, and the ADDR pin: to ground it is 0x48, to VDD 0x49, to SDA 0x4A, to SCL 0x4B.",
                    exception);
            }
        }
    }

    // Everything but OS must read back as it was written: a flipped bit, a short answer or a second master shows here.
    // And OS must say twice that the chip rests: believing one flipped bit would fetch the other sensor's result.
    private DeviceFault AwaitConversion(int configuration, Ads1115Rate rate)
    {
        var started = _time.GetTimestamp();
        var rested = false;
        for (var poll = 0; poll < MostPolls; poll++)
        {
            // Looked at before the chip is asked: a process that the machine did not schedule for a while finds its
            // conversion done, and must not call the chip silent.
            var late = _time.GetElapsedTime(started) > rate.LongestWait;
            var found = ReadRegister(ConfigurationRegister);
            if (!IsStill(configuration, found))
            {
                return DeviceFault.BadChecksum;
            }

            var rests = (found & OperationalStatus) != 0;
            if (rests && rested)
            {
                return DeviceFault.None;
            }

            if (!rests && late)
            {
                break;
            }

            rested = rests;
        }

        return DeviceFault.NotResponding;
    }

    // The lock is of this process: an agent and a technician's command may both ask the chip, and what was fetched is another
    // input's when the setting has changed meanwhile.
    private static bool IsStill(int configuration, int found) => (found | OperationalStatus) == (configuration | OperationalStatus);

    // The chip has no checksum, but at rest its result stays in the register: read twice, it must be the same.
    private AnalogueReading Fetch(Ads1115Range range)
    {
        var code = (short)ReadRegister(ConversionRegister);
        if (code != (short)ReadRegister(ConversionRegister))
        {
            return AnalogueReading.Failed(DeviceFault.BadChecksum);
        }

        // Section 7.5.4: at the ends of the range the code clips.
        if (code == short.MaxValue)
        {
            return AnalogueReading.Failed(DeviceFault.Saturated);
        }

        var volts = code * range.FullScaleVolts / 32768;
        return volts < LowestVolts ? AnalogueReading.Failed(DeviceFault.OutOfRange) : new AnalogueReading(volts);
    }

    private void WriteRegister(byte register, int value)
    {
        Span<byte> bytes = [register, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)value);
        _device.Write(bytes);
    }

    private int ReadRegister(byte register)
    {
        Span<byte> bytes = stackalloc byte[2];
        _device.WriteRead([register], bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    /// <summary>One chip, whoever asks it.</summary>
    private sealed class Shared
    {
        public Lock Gate { get; } = new();

        public long PoweredSince { get; set; }
    }
}
