using System.Device.I2c;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Air;

/// <summary>
/// A sensor of Bosch's on I2C: registers of eight bits, and coefficients of its own that make values of what they hold. There is no
/// checksum, but what rests in a register can be read twice: what does not come twice alike is not believed.
/// </summary>
internal sealed class BoschChip : IDisposable
{
    public const int FirstAddress = 0x76;
    public const int LastAddress = 0x77;

    private const byte Identity = 0xD0;

    // The longest that is asked for: the coefficients.
    private const int MostBytes = 26;

    // A poll takes a third of a millisecond on a usual bus.
    private const int MostPolls = 500;

    private readonly I2cDevice _device;
    private readonly TimeProvider _time;

    private BoschChip(I2cDevice device, TimeProvider time, string where) => (_device, _time, Where) = (device, time, where);

    /// <summary>Bus and address.</summary>
    public string Where { get; }

    /// <summary>The options by which it is found.</summary>
    public static IReadOnlyList<DeviceOption> Options { get; } =
    [
        new("bus", OptionType.Text, "Its I2C bus: i2c:1, or sim:PATH.") { Required = true, Bus = BusFamily.I2c },
        new("address", OptionType.Integer, "Its address, by its SDO pin: to ground it is 0x76, to VDDIO 0x77.") { Default = (long)FirstAddress, Min = FirstAddress, Max = LastAddress },
    ];

    /// <summary>Opens it and looks who it is.</summary>
    /// <param name="settings">Of a kind that declares <see cref="Options"/>.</param>
    /// <param name="context">Hardware.</param>
    /// <param name="name">Of the chip that should be there.</param>
    /// <param name="identity">What its identity register holds.</param>
    /// <exception cref="DeviceException">No bus, nobody there, or another chip.</exception>
    public static BoschChip Open(DeviceSettings settings, DeviceContext context, string name, byte identity)
    {
        var (bus, address) = (settings.Text("bus"), settings.Integer("address"));
        var chip = new BoschChip(context.Hardware.OpenI2c(bus, address), context.Time, $"{bus} 0x{address:X2}");
        try
        {
            Span<byte> found = stackalloc byte[1];
            var isSure = chip.ReadTwice(Identity, found);
            return isSure && found[0] == identity
                ? chip
                : throw new DeviceException(DeviceFault.OutOfRange, $"What answers at {chip.Where} is no {name}: {Describe(isSure ? found[0] : null)}. Correct \"kind\", or the address.");
        }
        catch (IOException exception)
        {
            chip.Dispose();
            throw new DeviceException(DeviceFault.NotResponding, $"Nobody answers at {chip.Where}. Check the supply and the wires SDA, SCL and ground, and the SDO pin, which sets the address.", exception);
        }
        catch
        {
            chip.Dispose();
            throw;
        }
    }

    /// <summary>Registers from one on.</summary>
    /// <returns>False when they did not come twice alike.</returns>
    /// <exception cref="IOException">Nobody answers.</exception>
    public bool ReadTwice(byte register, Span<byte> into)
    {
        Span<byte> second = stackalloc byte[MostBytes];
        second = second[..into.Length];
        _device.WriteRead([register], into);
        _device.WriteRead([register], second);
        return into.SequenceEqual(second);
    }

    /// <summary>Looks at registers again and again until they say how a measurement ended.</summary>
    /// <param name="register">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="longest">After this, nothing comes any more.</param>
    /// <param name="judge">What they say, having come twice alike; null while it goes on.</param>
    /// <exception cref="IOException">Nobody answers.</exception>
    public DeviceFault Await(byte register, int count, TimeSpan longest, Func<ReadOnlySpan<byte>, DeviceFault?> judge)
    {
        Span<byte> found = stackalloc byte[MostBytes];
        found = found[..count];
        var started = _time.GetTimestamp();
        for (var poll = 0; poll < MostPolls; poll++)
        {
            // Looked at before the chip is asked: a process that the machine did not schedule for a while must not call it silent.
            var late = _time.GetElapsedTime(started) > longest;

            // Not twice alike: it may just have ended between the two.
            if (ReadTwice(register, found) && judge(found) is { } fault)
            {
                return fault;
            }

            if (late)
            {
                break;
            }
        }

        return DeviceFault.NotResponding;
    }

    /// <summary>Registers that came twice alike.</summary>
    /// <exception cref="IOException">Nobody answers.</exception>
    /// <exception cref="DeviceException">They did not.</exception>
    public byte[] Coefficients(byte register, int count)
    {
        var found = new byte[count];
        return ReadTwice(register, found)
            ? found
            : throw new DeviceException(DeviceFault.BadChecksum, $"The coefficients of the chip at {Where} do not come twice alike. Check the cable's length and the contacts.");
    }

    /// <summary>Pairs of a register and its value.</summary>
    /// <exception cref="IOException">Nobody answers.</exception>
    public void Write(params ReadOnlySpan<byte> pairs) => _device.Write(pairs);

    public void Dispose() => _device.Dispose();

    private static string Describe(byte? identity) => identity switch
    {
        0x58 => "its identity 0x58 is a BMP280's, which measures no humidity",
        0x60 => "its identity 0x60 is a BME280's",
        0x61 => "its identity 0x61 is a BME680's",
        { } other => $"its identity is 0x{other:X2}",
        null => "its identity does not come twice alike",
    };
}
