using System.Buffers.Binary;

namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The ADS1115 (Texas Instruments SBAS444) as a register map: pointer, conversion, configuration and threshold
/// registers (section 8.1 of revision E), input multiplexer, gain, data rate, single-shot and continuous conversion.
/// The comparator's output pin is not simulated.
/// </summary>
/// <remarks>
/// A conversion ends when its time has passed on the bus or on the wall clock, whichever is first to add up: a driver
/// that polls gets its result after the same number of polls as on a real bus, whatever clock a test uses.
/// </remarks>
public sealed class SimulatedAds1115 : SimulatedI2cChip
{
    private const int Conversion = 0;
    private const int Configuration = 1;
    private const ushort OperationalStatus = 0x8000;
    private const ushort SingleShotMode = 0x0100;

    // Table 8-3 (configuration register): PGA 101b to 111b all mean ±0.256 V.
    private static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private static readonly int[] DataRates = [8, 16, 32, 64, 128, 250, 475, 860];

    // MUX 000b to 011b: the differential pairs.
    private static readonly (int Positive, int Negative)[] Pairs = [(0, 1), (0, 3), (1, 3), (2, 3)];

    private static readonly TimeSpan WakeUp = TimeSpan.FromMicroseconds(25);

    private readonly Func<double>[] _inputs = [() => 0, () => 0, () => 0, () => 0];
    private readonly ushort[] _registers = [0x0000, 0x8583, 0x8000, 0x7FFF];
    private readonly TimeProvider _time;
    private int _pointer;
    private bool _converting;
    private long _startedAt;
    private TimeSpan _busTime;

    public SimulatedAds1115(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>Of the chip; an input cannot be seen more than 0.3 V beyond it (section 6.1).</summary>
    public double SupplyVolts { get; init; } = 5.5;

    /// <summary>What hangs on AIN0 to AIN3, in volts. An input with nothing on it is at 0 V.</summary>
    public void Connect(int channel, Func<double> volts) => _inputs[channel] = volts;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        _pointer = bytes[0] & 0b11;
        if (bytes.Length >= 3 && _pointer != Conversion)
        {
            Set(BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]));
        }
    }

    public override void Read(Span<byte> bytes)
    {
        Settle();
        var value = _pointer == Configuration
            ? (ushort)(_registers[Configuration] | (_converting ? 0 : OperationalStatus))
            : _registers[_pointer];
        for (var i = 0; i < bytes.Length; i++)
        {
            // Reading on beyond the register repeats nothing: the lines float high.
            bytes[i] = i switch { 0 => (byte)(value >> 8), 1 => (byte)value, _ => 0xFF };
        }
    }

    public override void Elapse(TimeSpan busTime) => _busTime += busTime;

    private void Set(ushort value)
    {
        if (_pointer != Configuration)
        {
            _registers[_pointer] = value;
            return;
        }

        Settle();
        _registers[Configuration] = (ushort)(value & ~OperationalStatus);
        var singleShot = (value & SingleShotMode) != 0;
        if (!singleShot || (!_converting && (value & OperationalStatus) != 0))
        {
            Start();
        }
    }

    private void Start()
    {
        _converting = true;
        _startedAt = _time.GetTimestamp();
        _busTime = TimeSpan.Zero;
    }

    private void Settle()
    {
        if (!_converting)
        {
            return;
        }

        var configuration = _registers[Configuration];
        var needed = TimeSpan.FromSeconds(1.0 / DataRates[(configuration >> 5) & 0b111]) + WakeUp;
        if (_time.GetElapsedTime(_startedAt) + _busTime < needed)
        {
            return;
        }

        _registers[Conversion] = Convert(configuration);
        if ((configuration & SingleShotMode) != 0)
        {
            _converting = false;
        }
        else
        {
            Start();
        }
    }

    private ushort Convert(ushort configuration)
    {
        var mux = (configuration >> 12) & 0b111;
        var volts = mux >= 4 ? Volts(mux - 4) : Volts(Pairs[mux].Positive) - Volts(Pairs[mux].Negative);
        var fullScale = FullScales[(configuration >> 9) & 0b111];
        var code = Math.Round(volts / fullScale * 32768);
        return (ushort)(short)Math.Clamp(code, short.MinValue, short.MaxValue);
    }

    private double Volts(int channel) => Math.Clamp(_inputs[channel](), -0.3, SupplyVolts + 0.3);
}
