using System.Runtime.CompilerServices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Modbus;

/// <summary>
/// One line or connection that many units share: one question at a time, whoever asks. What switches goes before what measures.
/// It is opened when it is needed, and again after it broke.
/// </summary>
internal sealed class ModbusLine : IDisposable
{
    // Everything on the same hardware and line must find the same one, and hardware that is gone must not be kept alive by it.
    private static readonly ConditionalWeakTable<IHardware, Dictionary<string, ModbusLine>> Lines = [];

    // A connection whose other end has gone without a word stands for ever, and is silent.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, ModbusLine> _lines;
    private readonly ModbusLineSettings _settings;
    private readonly ModbusPort _port;
    private readonly ModbusFraming _framing;
    private readonly TimeProvider _time;
    private readonly object _turn = new();
    private readonly Dictionary<byte, (ModbusQuestion Question, long Since, TimeSpan Lasts)> _late = [];
    private int _users;
    private int _urgent;
    private bool _isTaken;
    private long _heardAt;

    private ModbusLine(Dictionary<string, ModbusLine> lines, ModbusLineSettings settings, TimeProvider time)
    {
        (_lines, _settings, _time) = (lines, settings, time);
        _port = new ModbusPort(settings, time);
        _framing = settings.Wire == ModbusWire.Tcp ? new MbapFraming(_port, time) : new RtuFraming(_port, settings, time);
    }

    /// <summary>The line of that name, for one more user, who leaves it with <see cref="Dispose"/>. Nothing is opened yet.</summary>
    /// <exception cref="DeviceException">Another device of this line has other settings of it.</exception>
    public static ModbusLine Of(ModbusLineSettings settings, DeviceContext context)
    {
        var lines = Lines.GetOrCreateValue(context.Hardware);
        lock (lines)
        {
            if (!lines.TryGetValue(settings.Key, out var line))
            {
                lines.Add(settings.Key, line = new ModbusLine(lines, settings, context.Time));
            }
            else if (line._settings != settings)
            {
                throw new DeviceException(
                    DeviceFault.OutOfRange,
                    $"{settings.Where} is used by another device of this gateway as {line._settings.Wire} with {line._settings.Speed}, and here as {settings.Wire} with {settings.Speed}. All units of a line have one speed and format: set them alike.");
            }

            line._users++;
            return line;
        }
    }

    /// <summary>Asks a unit, and asks again as long as that may help.</summary>
    /// <param name="question">What.</param>
    /// <param name="timeout">Of each attempt.</param>
    /// <param name="retries">After the first attempt.</param>
    /// <param name="isUrgent">It goes before all that is not.</param>
    public ModbusAnswer Ask(in ModbusQuestion question, TimeSpan timeout, int retries, bool isUrgent = false)
    {
        ModbusAnswer answer;
        do
        {
            // The line is given away between two attempts: who must switch does not wait for one that is silent.
            Take(isUrgent);
            try
            {
                answer = Attempt(question, timeout);
            }
            finally
            {
                Give();
            }
        }
        while (answer.IsWorthAnother && retries-- > 0);

        return answer;
    }

    /// <summary>One user less; the last one closes it.</summary>
    public void Dispose()
    {
        lock (_lines)
        {
            if (--_users > 0)
            {
                return;
            }

            // Within the lock: whoever opens the line anew must find it free.
            _lines.Remove(_settings.Key);
            _port.Dispose();
        }
    }

    private ModbusAnswer Attempt(in ModbusQuestion question, TimeSpan timeout)
    {
        try
        {
            if (_port.Open(timeout))
            {
                _heardAt = _time.GetTimestamp();
            }

            AwaitLateAnswer(question);
            var answer = _framing.Ask(question, timeout);
            Learn(question, answer, timeout);
            return answer;
        }
        catch (DeviceException refused)
        {
            return new ModbusAnswer(ModbusOutcome.Unreachable, Problem: refused);
        }
        catch (IOException broken)
        {
            Close();
            return new ModbusAnswer(ModbusOutcome.Broken, Problem: new DeviceException(DeviceFault.NotResponding, $"The line {_settings.Where} broke: {broken.Message} It is opened again by itself.", broken));
        }
    }

    /// <summary>What an answer, or that there is none, says of the line.</summary>
    private void Learn(in ModbusQuestion question, in ModbusAnswer answer, TimeSpan timeout)
    {
        if (answer.Outcome != ModbusOutcome.Silent)
        {
            _heardAt = _time.GetTimestamp();
        }

        var isDead = !_settings.IsSerial && _time.GetElapsedTime(_heardAt) > LongestSilence;
        if (isDead || (answer.Outcome == ModbusOutcome.Damaged && _settings.Wire == ModbusWire.Tcp))
        {
            // Or half a frame came: where the next one begins nobody knows.
            Close();
        }
        else if (answer.Outcome is ModbusOutcome.Silent or ModbusOutcome.OtherUnit)
        {
            // It may still answer, and on a serial line an answer does not say to what.
            _late[question.Unit] = (question, _time.GetTimestamp(), timeout * 2);
        }
    }

    private void Close()
    {
        _late.Clear();
        _port.Dispose();
        (_framing as MbapFraming)?.Forget();
    }

    /// <summary>Whoever did not answer in time is asked something else only when the answer can no longer come.</summary>
    private void AwaitLateAnswer(in ModbusQuestion question)
    {
        if (_settings.Wire == ModbusWire.Tcp || !_late.TryGetValue(question.Unit, out var late) || late.Question == question)
        {
            return;
        }

        Span<byte> scratch = stackalloc byte[64];
        while (late.Lasts - _time.GetElapsedTime(late.Since) is { Ticks: > 0 } left && _port.Read(scratch, left) > 0)
        {
        }

        _late.Remove(question.Unit);
    }

    private void Take(bool isUrgent)
    {
        lock (_turn)
        {
            _urgent += isUrgent ? 1 : 0;
            while (_isTaken || (_urgent > 0 && !isUrgent))
            {
                Monitor.Wait(_turn);
            }

            _urgent -= isUrgent ? 1 : 0;
            _isTaken = true;
        }
    }

    private void Give()
    {
        lock (_turn)
        {
            _isTaken = false;
            Monitor.PulseAll(_turn);
        }
    }
}
