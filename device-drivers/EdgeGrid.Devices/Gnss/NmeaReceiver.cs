using System.IO.Ports;
using System.Runtime.CompilerServices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// A satellite receiver or tracker that speaks NMEA 0183 on a serial line, 8N1. See <see cref="NmeaDecoder"/> for what
/// is understood. A receiver that says nothing at all is told as <see cref="DeviceFault.NotResponding"/> again and again;
/// one that is unplugged, or whose bytes never make a sentence, ends with a <see cref="DeviceException"/>.
/// </summary>
internal sealed class NmeaReceiver(DeviceSettings settings, DeviceContext context) : IListeningDevice
{
    private const int ReadBytes = 4096;

    // Fewer bytes than this may be what was left of a sentence when the port was opened.
    private const int EnoughToJudge = 200;

    // A receiver sends an epoch in one go and then rests: by then the epoch is whole.
    private static readonly TimeSpan RestAfterEpoch = TimeSpan.FromMilliseconds(150);

    private readonly string _path = settings.Text("port");
    private readonly SerialRates _rates = new(settings.OptionalInteger("baud"), context.Time);
    private readonly TimeSpan _patience = settings.Duration("patience");
    private readonly NmeaDecoder _decoder = new();
    private readonly byte[] _buffer = new byte[ReadBytes];

    private SerialPort? _port;
    private Exception? _broken;
    private long _sentences;
    private long _babble;
    private long _babbleSince;

    public static DeviceKind Kind { get; } = new(
        "nmea",
        "GNSS receiver or tracker: NMEA 0183 on a serial line, and the tracker's SOS button",
        [Quantity.Position, Quantity.Sos],
        [
            new("port", OptionType.Text, "Path of the serial port: /dev/ttyUSB0, /dev/serial0, or a name in /dev/serial/by-id.")
            {
                Required = true, Objection = SerialPath.Objection, Claim = settings => new Claim(settings.Text("port"), "A serial line has one device: correct the port of one of them."),
            },
            new("baud", OptionType.Integer, "Bits per second of the line, 8N1. Left out, or as auto: the usual ones are tried, and the one that makes sentences is kept.")
            {
                Min = 300, Max = 921_600, Word = "auto",
            },
            new("patience", OptionType.Duration, "How long a line may be silent, or make no sense, before that is reported.")
            {
                Default = TimeSpan.FromSeconds(5), Min = 0.5, Max = 600,
            },
        ],
        (settings, context) => new NmeaReceiver(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var port = new SerialPort(_path, _rates.Baud, Parity.None, 8, StopBits.One);
        try
        {
            port.Open();

            // What came before is of no use: perhaps old, and its first sentence cut.
            port.DiscardInBuffer();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            throw SerialTrouble.CannotOpen(_path, _rates.Baud, exception);
        }

        _port = port;
        return ValueTask.FromResult(new DeviceIdentity("NMEA 0183 receiver", _rates.IsSought ? $"{_path}, its speed is being sought" : $"{_path} at {_rates.Baud} baud, 8N1"));
    }

    public async IAsyncEnumerable<Measurement> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = (_port ?? throw new InvalidOperationException("The device is listened to before it was opened.")).BaseStream;
        var told = new List<Measurement>();
        Task<int>? reading = null;
        while (true)
        {
            reading ??= ReadAsync(stream, cancellationToken);
            var wait = _decoder.HasUntoldEpoch ? RestAfterEpoch : _patience;
            if (await reading.ArrivesAsync(wait, context.Time, cancellationToken))
            {
                var count = await reading;
                if (count == 0)
                {
                    throw SerialTrouble.Unplugged(_path, _broken);
                }

                reading = null;
                _decoder.Decode(_buffer.AsSpan(0, count), told);
                Judge(count, told);
            }
            else if (_decoder.HasUntoldEpoch)
            {
                _decoder.Flush(told);
            }
            else
            {
                RefuseMissingPort();
                told.Add(Measurement.Failed(Quantity.Position, DeviceFault.NotResponding));
            }

            foreach (var measurement in told)
            {
                yield return measurement;
            }

            told.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            _port?.Dispose();
        }
        catch (IOException)
        {
            // The line was unplugged: the port is as closed as it can be, and the next open says what is wrong.
            _port = null;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Reads; 0 when the line broke, and why in <see cref="_broken"/>. It does not throw that: a read that is still under
    /// way when nobody listens any more has nobody to tell.
    /// </summary>
    private async Task<int> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(_buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            _broken = exception;
            return 0;
        }
    }

    private void Judge(int count, List<Measurement> told)
    {
        if (_decoder.Sentences > _sentences)
        {
            (_sentences, _babble) = (_decoder.Sentences, 0);
            _rates.Keep();
            return;
        }

        _babbleSince = _babble == 0 ? context.Time.GetTimestamp() : _babbleSince;
        _babble += count;
        if (_rates.IsSought)
        {
            // What a wrong speed makes of a sentence is no damaged sentence.
            told.Clear();
        }

        if (_rates.Doubt(count) && !_rates.AllTried)
        {
            Run(_rates.Baud);
        }

        var since = context.Time.GetElapsedTime(_babbleSince);
        if (_babble >= EnoughToJudge && since >= _patience && (!_rates.IsSought || _rates.AllTried))
        {
            throw SerialTrouble.Gibberish(_path, _rates.IsSought ? null : _rates.Baud, _babble, since);
        }
    }

    private void Run(int baud)
    {
        try
        {
            _port!.BaudRate = baud;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException)
        {
            // A speed that this port cannot do cannot be the receiver's: the next bytes lead on to the one after it.
            _broken = exception;
        }
    }

    private void RefuseMissingPort()
    {
        if (!File.Exists(_path))
        {
            throw SerialTrouble.Unplugged(_path, null);
        }
    }
}
