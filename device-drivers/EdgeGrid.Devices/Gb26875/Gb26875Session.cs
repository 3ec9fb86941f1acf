using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>What a session is set to.</summary>
/// <param name="Parts">Who may speak.</param>
/// <param name="Meaning">What is made of it.</param>
/// <param name="GuardCheckEvery">How often somebody must show that they are on guard; null: never asked.</param>
/// <param name="GuardMinutes">How long they may take.</param>
/// <param name="Time">The clock.</param>
internal sealed record Gb26875SessionOptions(Gb26875Parts Parts, Gb26875Meaning Meaning, TimeSpan? GuardCheckEvery, int GuardMinutes, TimeProvider Time);

/// <summary>
/// One connection of a transmission device, or of several behind a concentrator. What it sends is confirmed when it was handed
/// on; a damaged frame is denied, so that the device sends it again. Its clock is set when it is off.
/// </summary>
internal sealed class Gb26875Session(TerminalConnection connection, Gb26875SessionOptions options) : TerminalSession
{
    private const int GuardAnsweredBit = 1 << 5;

    private static readonly TimeSpan ClockMayBeOff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SetClockAtMost = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);


    private readonly Gb26875Framer _framer = new();
    private readonly Gb26875Orders _orders = new();
    private readonly List<Gb26875Item> _items = [];
    private readonly Dictionary<ulong, Heard> _heard = [];
    private int _serial;

    private long NowMs => (long)options.Time.GetElapsedTime(0).TotalMilliseconds;

    public override int Take(ReadOnlySpan<byte> bytes, List<Report> reports)
    {
        var sound = 0;
        while (connection.Ending is null && _framer.Read(ref bytes, out var skip))
        {
            if (skip == Gb26875Skip.None)
            {
                sound++;
                Take(_framer.Header, _framer.Data, reports);
            }
            else if (skip == Gb26875Skip.BadChecksum && options.Parts.Find(_framer.Header.Source) is not null && IsTold(_framer.Header))
            {
                reports.Add(new Report([], Answer(_framer.Header, Gb26875Command.Deny)));
            }
        }

        return sound;
    }

    public override void Tick(List<Report> reports)
    {
        foreach (var frame in _orders.Due(NowMs))
        {
            reports.Add(new Report([], frame));
        }

        foreach (var heard in _heard.Values)
        {
            CheckGuard(heard, reports);
            if (NowMs - heard.ToldMs >= TellEvery.TotalMilliseconds)
            {
                heard.ToldMs = NowMs;
                reports.Add(new Report([heard.GuardIsAbsent ? Absent(heard) : heard.Device.Trouble]));
            }
        }
    }

    public override void End()
    {
        foreach (var heard in _heard.Values)
        {
            heard.Device.Release(connection);
        }
    }

    private static bool IsTold(in Gb26875Header header) => header.Command is Gb26875Command.Send;

    private void Take(in Gb26875Header header, ReadOnlySpan<byte> data, List<Report> reports)
    {
        if (!_heard.TryGetValue(header.Source, out var heard))
        {
            if (options.Parts.Find(header.Source) is not { } device)
            {
                connection.Who = $"{header.Source:x}";
                connection.Send(Answer(header, Gb26875Command.Deny));
                connection.CloseAfterSending(ConnectionEnd.Stranger, NowMs);
                return;
            }

            device.Claim(connection);
            _heard[header.Source] = heard = new Heard(device, header) { GuardAskedMs = NowMs };
        }

        switch (header.Command)
        {
            case Gb26875Command.Send or Gb26875Command.Reply:
                Understand(heard, header, data, reports);
                break;
            case Gb26875Command.Confirm or Gb26875Command.Deny:
                _orders.Done(header.Serial);
                break;
            default:
                reports.Add(new Report([], Answer(header, Gb26875Command.Deny)));
                break;
        }

        SetClock(heard, header, reports);
    }

    private void Understand(Heard heard, in Gb26875Header header, ReadOnlySpan<byte> data, List<Report> reports)
    {
        _items.Clear();
        var reading = Gb26875Data.Read(data, _items, out _);
        var told = new List<Measurement>(2 * _items.Count);
        foreach (var item in _items)
        {
            options.Meaning.Add(heard.Device, item, told);
            if (item.Type == Gb26875Type.DeviceOperation && (item.State & GuardAnsweredBit) != 0)
            {
                (heard.GuardDueMs, heard.GuardIsAbsent) = (null, false);
            }
        }

        if (header.Command == Gb26875Command.Reply)
        {
            _orders.Done(header.Serial);
            reports.Add(new Report(told));
            return;
        }

        // What a maker has added is confirmed: it would only be sent again and again.
        reports.Add(new Report(told, Answer(header, reading == Gb26875Reading.Malformed ? Gb26875Command.Deny : Gb26875Command.Confirm)));
    }

    private void SetClock(Heard heard, in Gb26875Header header, List<Report> reports)
    {
        var now = options.Time.GetUtcNow();
        var isRight = header.At is { } told && (told - now).Duration() <= ClockMayBeOff;
        if (isRight || !OwnClock.IsSet(now) || NowMs - heard.ClockSetMs < SetClockAtMost.TotalMilliseconds)
        {
            return;
        }

        heard.ClockSetMs = NowMs;
        Order(heard, [(byte)Gb26875Type.SetTime, 1, .. Gb26875Header.Time(now)], reports);
    }

    // Section 8.3: who is on guard presses a key within so many minutes.
    private void CheckGuard(Heard heard, List<Report> reports)
    {
        if (heard.GuardDueMs is { } due && NowMs > due)
        {
            (heard.GuardDueMs, heard.GuardIsAbsent) = (null, true);
        }

        if (options.GuardCheckEvery is { } every && NowMs - heard.GuardAskedMs >= every.TotalMilliseconds)
        {
            heard.GuardAskedMs = NowMs;
            heard.GuardDueMs = NowMs + (long)TimeSpan.FromMinutes(options.GuardMinutes).TotalMilliseconds;
            Order(heard, [(byte)Gb26875Type.GuardCheck, 1, (byte)options.GuardMinutes], reports);
        }
    }

    private static Measurement Absent(Heard heard) =>
        new(Quantity.Trouble, 1, Detail: new Remark("nobody answered the guard check")) { Part = heard.Device.Part };

    private void Order(Heard heard, ReadOnlySpan<byte> data, List<Report> reports)
    {
        var serial = _serial++ & 0xFFFF;
        var frame = To(heard.Last, serial, Gb26875Command.Control).Frame(data);
        _orders.Add(serial, frame, NowMs);
        reports.Add(new Report([], frame));
    }

    private byte[] Answer(in Gb26875Header to, Gb26875Command command) => To(to, to.Serial, command).Frame([]);

    private Gb26875Header To(in Gb26875Header device, int serial, Gb26875Command command) => device with
    {
        Serial = serial,
        At = options.Time.GetUtcNow(),
        Source = device.Destination,
        Destination = device.Source,
        Command = command,
    };

    /// <summary>A device as it is heard on this connection.</summary>
    private sealed class Heard(Gb26875Device device, Gb26875Header last)
    {
        public Gb26875Device Device => device;

        /// <summary>Whom it takes for the centre, and in which version.</summary>
        public Gb26875Header Last => last;

        public long ToldMs { get; set; }

        public long? ClockSetMs { get; set; }

        public long GuardAskedMs { get; set; }

        public long? GuardDueMs { get; set; }

        public bool GuardIsAbsent { get; set; }
    }
}
