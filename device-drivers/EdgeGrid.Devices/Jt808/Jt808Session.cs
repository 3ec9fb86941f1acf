using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// One connection of a terminal: it registers, authenticates, and tells where it is. Until it has authenticated nothing of it is
/// believed. Positions of a batch are history: told with their own time, and never as an SOS; the button's bit stays set
/// until a live report with it is confirmed, so that no SOS is lost by that.
/// </summary>
internal sealed class Jt808Session(Jt808Terminals terminals, TerminalConnection connection, TimeProvider time) : TerminalSession
{
    // A message with more positions makes several reports.
    private const int MostInReport = 50;

    // A code of another platform is refused once, then the terminal registers anew; one that does not has to be looked at.
    private const int MostUnbelieved = 5;

    private static readonly TimeSpan ConfirmAgainAfter = TimeSpan.FromSeconds(30);

    private readonly Jt808Framer _framer = new();
    private readonly Jt808Reassembly _parts = new();
    private readonly List<Jt808Location> _batch = [];
    private Jt808Terminal? _terminal;
    private Jt808Header _last;
    private bool _isAuthenticated;
    private int _unbelieved;
    private long? _sosConfirmedMs;
    private int _serial;

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    public override int Take(ReadOnlySpan<byte> bytes, List<Report> reports)
    {
        var sound = 0;
        while (connection.Ending is null && _framer.Read(ref bytes, out var skip))
        {
            if (skip == Jt808Skip.None)
            {
                sound++;
                Take(_framer.Header, _framer.Body, reports);
            }
        }

        return sound;
    }

    public override void Tick(List<Report> reports)
    {
        foreach (var (serial, missing) in _parts.Tick(NowMs))
        {
            reports.Add(new Report([], Frame(Jt808Id.ResendParts, MissingParts(serial, missing))));
        }
    }

    public override void End() => _terminal?.Release(connection);

    private void Take(in Jt808Header header, ReadOnlySpan<byte> body, List<Report> reports)
    {
        var before = _last.Phone;
        _last = header;
        if (_terminal is null || header.Phone != before)
        {
            _terminal?.Release(connection);
            (_terminal, _isAuthenticated) = (terminals.Find(header.Phone), false);
        }

        if (_terminal is null)
        {
            Refuse(header);
        }
        else if (header.Encryption != 0)
        {
            reports.Add(Answer(header, Jt808Result.NotSupported));
        }
        else if (header.Parts == 1)
        {
            Understand(header, body, reports);
        }
        else if (!_isAuthenticated)
        {
            Disbelieve(header, reports);
        }
        else if (_parts.Add(header, body, NowMs) is { } whole)
        {
            Understand(header, whole, reports);
        }
        else
        {
            reports.Add(Answer(header, Jt808Result.Done));
        }
    }

    private void Understand(in Jt808Header header, ReadOnlySpan<byte> body, List<Report> reports)
    {
        switch (header.Id)
        {
            case Jt808Id.Register:
                reports.Add(new Report([], Frame(Jt808Id.RegisterAnswer, RegisterAnswer(header.Serial, 0, _terminal!.Code))));
                break;
            case Jt808Id.Authenticate:
                Authenticate(header, body, reports);
                break;
            case Jt808Id.TerminalAnswer:
                break;
            case var _ when !_isAuthenticated:
                Disbelieve(header, reports);
                break;
            case Jt808Id.Heartbeat:
                reports.Add(Answer(header, Jt808Result.Done));
                break;
            case Jt808Id.TimeRequest when OwnClock.IsSet(time.GetUtcNow()):
                // Sections 8.4 and 8.5 of 2019: the one time of the protocol that is UTC.
                reports.Add(new Report([], Frame(Jt808Id.ServerTime, Jt808Values.Time(time.GetUtcNow()))));
                break;
            case Jt808Id.Unregister:
                _isAuthenticated = false;
                reports.Add(Answer(header, Jt808Result.Done));
                break;
            case Jt808Id.Location:
                reports.Add(Jt808Location.TryRead(body, out var location) ? Live(header, location) : Answer(header, Jt808Result.Wrong));
                break;
            case Jt808Id.LocationBatch:
                History(header, body, reports);
                break;
            default:
                reports.Add(Answer(header, Jt808Result.NotSupported));
                break;
        }
    }

    private void Authenticate(in Jt808Header header, ReadOnlySpan<byte> body, List<Report> reports)
    {
        _isAuthenticated = IsCode(header, body);
        if (!_isAuthenticated)
        {
            Disbelieve(header, reports);
            return;
        }

        _unbelieved = 0;
        _terminal!.Claim(connection);
        reports.Add(Answer(header, Jt808Result.Done));
    }

    private void Disbelieve(in Jt808Header header, List<Report> reports)
    {
        if (++_unbelieved < MostUnbelieved)
        {
            reports.Add(Answer(header, Jt808Result.Failed));
            return;
        }

        connection.Who = header.Phone;
        connection.Send(Frame(Jt808Id.PlatformAnswer, AnswerBody(header, Jt808Result.Failed)));
        connection.CloseAfterSending(ConnectionEnd.NotAuthenticated, NowMs);
    }

    // A stranger is told so in the words of its own message, and keeps no connection.
    private void Refuse(in Jt808Header header)
    {
        const int noSuchTerminal = 4;
        connection.Who = header.Phone;
        connection.Send(header.Id == Jt808Id.Register
            ? Frame(Jt808Id.RegisterAnswer, RegisterAnswer(header.Serial, noSuchTerminal, ""))
            : Frame(Jt808Id.PlatformAnswer, AnswerBody(header, Jt808Result.Failed)));
        connection.CloseAfterSending(ConnectionEnd.Stranger, NowMs);
    }

    private Report Live(in Jt808Header header, in Jt808Location location)
    {
        var part = _terminal!.Part;
        var fix = Dated(location.Fix);
        _terminal.LastFix = fix ?? _terminal.LastFix;
        Measurement[] measurements =
        [
            new Measurement(Quantity.Position, fix?.SpeedMetresPerSecond ?? 0, location.Fault, fix) { Part = part },
            new Measurement(Quantity.Sos, location.IsSos ? 1 : 0, Detail: _terminal.LastFix) { Part = part },
            new Measurement(Quantity.Trouble, location.IsTrouble ? 1 : 0, Detail: TroubleOf(location)) { Part = part },
        ];
        var answer = Frame(Jt808Id.PlatformAnswer, AnswerBody(header, location.IsSos ? Jt808Result.AlarmConfirmed : Jt808Result.Done));
        return ConfirmsSos(location) ? new Report(measurements, answer, Frame(Jt808Id.ConfirmAlarm, ConfirmationBody(header.Serial))) : new Report(measurements, answer);
    }

    private void History(in Jt808Header header, ReadOnlySpan<byte> body, List<Report> reports)
    {
        _batch.Clear();
        var isWhole = Jt808Batch.TryRead(body, _batch, out _);
        var answer = Frame(Jt808Id.PlatformAnswer, AnswerBody(header, isWhole ? Jt808Result.Done : Jt808Result.Wrong));
        var positions = new List<Measurement>();
        foreach (var location in _batch)
        {
            if (Dated(location.Fix) is { At: { } at } fix)
            {
                positions.Add(new Measurement(Quantity.Position, fix.SpeedMetresPerSecond ?? 0, Detail: fix) { Part = _terminal!.Part, At = at });
            }
        }

        var pieces = positions.Chunk(MostInReport).ToList();
        foreach (var piece in pieces)
        {
            // What was acknowledged is told no more: the answer goes with the last.
            reports.Add(piece == pieces[^1] ? new Report(piece, answer) : new Report(piece));
        }

        if (pieces.Count == 0)
        {
            reports.Add(new Report([], answer));
        }
    }

    private bool ConfirmsSos(in Jt808Location location)
    {
        if (!location.IsSos)
        {
            _sosConfirmedMs = null;
            return false;
        }

        if (NowMs - _sosConfirmedMs < ConfirmAgainAfter.TotalMilliseconds)
        {
            return false;
        }

        _sosConfirmedMs = NowMs;
        return true;
    }

    private GnssFix? Dated(GnssFix? fix) => fix?.At is { } at ? fix with { At = Jt808Clock.Unrolled(at, time.GetUtcNow()) } : fix;

    private static Remark? TroubleOf(in Jt808Location location) =>
        location.IsTrouble ? new Remark(string.Join(", ", Jt808Alarm.Names(location.Alarms & Jt808Alarm.Trouble))) : null;

    // Since 2019 the code comes with its length, and more after it.
    private bool IsCode(in Jt808Header header, ReadOnlySpan<byte> body)
    {
        if (header.Version is not null)
        {
            if (body.IsEmpty || body.Length < 1 + body[0])
            {
                return false;
            }

            body = body.Slice(1, body[0]);
        }

        return CryptographicOperations.FixedTimeEquals(body.TrimEnd((byte)0), Encoding.ASCII.GetBytes(_terminal!.Code));
    }

    private Report Answer(in Jt808Header header, Jt808Result result) => new([], Frame(Jt808Id.PlatformAnswer, AnswerBody(header, result)));

    private byte[] Frame(int id, ReadOnlySpan<byte> body) => Jt808Header.Frame(id, _last, _serial++, body);

    private static byte[] AnswerBody(in Jt808Header header, Jt808Result result)
    {
        var body = new byte[5];
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)header.Serial);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(2), (ushort)header.Id);
        body[4] = (byte)result;
        return body;
    }

    private static byte[] RegisterAnswer(int serial, byte result, string code) => [(byte)(serial >> 8), (byte)serial, result, .. Encoding.ASCII.GetBytes(code)];

    // Section 8.24: the report's serial, and the alarms that are confirmed.
    private static byte[] ConfirmationBody(int serial) => [(byte)(serial >> 8), (byte)serial, 0, 0, 0, (byte)Jt808Alarm.Sos];

    // Section 8.5: the number of parts is one byte; since 2019 two.
    private byte[] MissingParts(int serial, IReadOnlyList<int> missing) =>
    [
        (byte)(serial >> 8), (byte)serial, .. _last.Version is null ? [(byte)missing.Count] : (byte[])[0, (byte)missing.Count],
        .. missing.SelectMany(part => (byte[])[(byte)(part >> 8), (byte)part]),
    ];
}
