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
    private static readonly ConditionalWeakTable<IHardware, Dictionary<ModbusLineSettings, ModbusLine>> Lines = [];

    // A connection whose other end has gone without a word stands for ever, and is silent.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    // Answers come later than "timeout" by the queue of a serial server and by units that are busy; not by more than this.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(3);
    private const int TimeoutsOfPatience = 10;

    private readonly Dictionary<ModbusLineSettings, ModbusLine> _lines;
    private readonly ModbusLineSettings _settings;
    private readonly ModbusPort _port;
    private readonly ModbusFraming _framing;
    private readonly TimeProvider _time;
    private readonly object _turn = new();
    private readonly Queue<object> _waiting = [], _urgent = [];

    // By function: what a unit did not confirm makes nobody forget what it has not told.
    private readonly Dictionary<(byte Unit, byte Function), Owed> _owed = [];
    private int _users;
    private bool _isTaken;
    private long _heardAt;

    private ModbusLine(Dictionary<ModbusLineSettings, ModbusLine> lines, ModbusLineSettings settings, TimeProvider time)
    {
        (_lines, _settings, _time) = (lines, settings, time);
        _port = new ModbusPort(settings, time);
        _framing = settings.Wire == ModbusWire.Tcp ? new MbapFraming(_port, time) : new RtuFraming(_port, settings, time);
    }

    /// <summary>The line of that name, for one more user, who leaves it with <see cref="Dispose"/>. Nothing is opened yet.</summary>
    public static ModbusLine Of(ModbusLineSettings settings, DeviceContext context)
    {
        var lines = Lines.GetOrCreateValue(context.Hardware);
        lock (lines)
        {
            if (!lines.TryGetValue(settings, out var line))
            {
                lines.Add(settings, line = new ModbusLine(lines, settings, context.Time));
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
            _lines.Remove(_settings);
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

            if (!IsClear(question))
            {
                return new ModbusAnswer(ModbusOutcome.Late);
            }

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
            var before = _owed.TryGetValue(KeyOf(question), out var owed) && owed.Question == question ? owed.Answers : 0;
            _owed[KeyOf(question)] = new Owed(question, before + 1, _time.GetTimestamp(), timeout);
        }
        else if (answer.Outcome is ModbusOutcome.Answered or ModbusOutcome.Refused)
        {
            Settle(question);
        }
    }

    // What is owed stays so: a serial server passes on what comes late to whoever is connected then.
    private void Close()
    {
        _port.Dispose();
        (_framing as MbapFraming)?.Forget();
    }

    /// <summary>
    /// Whether an answer that comes now is one to this question. On a serial line an answer does not say to what: a unit that
    /// owes one is asked nothing else that could be mistaken for it, until it came or can no longer come.
    /// </summary>
    private bool IsClear(in ModbusQuestion question)
    {
        while (_framing is RtuFraming line && _owed.TryGetValue(KeyOf(question), out var owed) && owed.IsLike(question))
        {
            var waited = _time.GetElapsedTime(owed.Since);
            if (owed.Timeout * 2 - waited is { Ticks: > 0 } left && line.Hear(owed.Question, left).Outcome is ModbusOutcome.Answered or ModbusOutcome.Refused)
            {
                // A little late, as the most are.
                Settle(owed.Question);
            }
            else if (waited < LeastPatience || waited < owed.Timeout * TimeoutsOfPatience)
            {
                // Nobody else waits for it meanwhile.
                return false;
            }
            else
            {
                _owed.Remove(KeyOf(question));
            }
        }

        return true;
    }

    private static (byte Unit, byte Function) KeyOf(in ModbusQuestion question) => (question.Unit, question.Function);

    private void Settle(in ModbusQuestion question)
    {
        if (!_owed.TryGetValue(KeyOf(question), out var owed) || owed.Question != question)
        {
            return;
        }

        if (owed.Answers > 1)
        {
            _owed[KeyOf(question)] = owed with { Answers = owed.Answers - 1 };
        }
        else
        {
            _owed.Remove(KeyOf(question));
        }
    }

    /// <summary>In the order in which they came, but the urgent first: nobody waits for ever beside one that asks again and again.</summary>
    private void Take(bool isUrgent)
    {
        var ticket = new object();
        lock (_turn)
        {
            var queue = isUrgent ? _urgent : _waiting;
            queue.Enqueue(ticket);
            while (_isTaken || (_urgent.TryPeek(out var first) ? first : _waiting.Peek()) != ticket)
            {
                Monitor.Wait(_turn);
            }

            queue.Dequeue();
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

    /// <summary>What a unit was asked and has not answered.</summary>
    /// <param name="Question">The last.</param>
    /// <param name="Answers">How many are still to come: it was asked again and again.</param>
    /// <param name="Since">When it was asked last.</param>
    /// <param name="Timeout">How long it was waited for.</param>
    private readonly record struct Owed(ModbusQuestion Question, int Answers, long Since, TimeSpan Timeout)
    {
        /// <summary>An answer to the one could be taken for an answer to the other, of the same function. What was written is confirmed in its own words.</summary>
        public bool IsLike(in ModbusQuestion question) => Question != question && !question.IsWrite;
    }
}
