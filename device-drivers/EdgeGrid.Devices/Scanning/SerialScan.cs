using System.IO.Ports;
using System.Text;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Devices.Modbus;

namespace EdgeGrid.Devices.Scanning;

/// <summary>
/// What talks on a serial line. First it is only listened to, at the usual speeds. Asking is something else: an unknown device
/// may take a question for an order, so that it is done only when the technician says so.
/// </summary>
public sealed class SerialScan(TimeProvider time)
{
    private const int EnoughSentences = 2;
    private const string Consoles = "/proc/consoles";

    private static readonly int[] Speeds = [9600, 4800, 38_400, 115_200];
    private static readonly TimeSpan Listen = TimeSpan.FromSeconds(1.3);
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(400);

    /// <summary>Reads holding register 0 of unit 1: 8 bytes with their CRC.</summary>
    private static readonly byte[] ModbusQuestion = [0x01, 0x03, 0x00, 0x00, 0x00, 0x01, 0x84, 0x0A];

    /// <summary>Listens, and asks if it may.</summary>
    public async Task<Finding> ScanAsync(string path, bool mayAsk, CancellationToken cancellationToken)
    {
        if (IsConsole(path))
        {
            return new Finding(path, "the system's console: not touched, whoever speaks to it would disturb that", []) { Touched = false };
        }

        try
        {
            var babble = 0;
            foreach (var baud in Speeds)
            {
                using var port = Open(path, baud);
                var (sentences, bytes) = await ListenAsync(port, cancellationToken);
                if (sentences > 0)
                {
                    return new Finding(path, $"NMEA 0183 at {baud} baud", ["nmea"]);
                }

                if (bytes == 0)
                {
                    // Silent at one speed is silent at all.
                    return mayAsk ? await AskAsync(path, cancellationToken) : Silent(path, "silent; not asked, for an unknown device may take a question for an order (--ask asks for a modem and for Modbus unit 1)");
                }

                babble += bytes;
            }

            return new Finding(path, $"something talks: {babble} bytes, and no NMEA sentence at {string.Join(", ", Speeds)} baud", []);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return new Finding(path, $"not opened: {SerialTrouble.CannotOpen(path, Speeds[0], refused).Message}", []) { Touched = false };
        }
    }

    private static bool IsConsole(string path) =>
        File.Exists(Consoles) && File.ReadLines(Consoles).Any(line => line.StartsWith(Path.GetFileName(path) + " ", StringComparison.Ordinal));

    private static Finding Silent(string path, string what) => new(path, what, []);

    private static SerialPort Open(string path, int baud)
    {
        var port = new SerialPort(path, baud, Parity.None, 8, StopBits.One);
        port.Open();
        port.DiscardInBuffer();
        return port;
    }

    private async Task<(long Sentences, int Bytes)> ListenAsync(SerialPort port, CancellationToken cancellationToken)
    {
        var decoder = new NmeaDecoder();
        var told = new List<Measurement>();
        var buffer = new byte[1024];
        var bytes = 0;
        var started = time.GetTimestamp();
        while (decoder.Sentences < EnoughSentences && Listen - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            var count = await ReadAsync(port, buffer, left, cancellationToken);
            decoder.Decode(buffer.AsSpan(0, count), told);
            told.Clear();
            bytes += count;
        }

        return (decoder.Sentences, bytes);
    }

    private async Task<Finding> AskAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var baud in Speeds)
        {
            var answer = await AskAsync(path, baud, ModbusQuestion, cancellationToken);
            if (answer is [1, 3, 2, _, _, _, _, ..] && ModbusCrc.IsRight(answer.AsSpan(0, 7)) || answer is [1, 0x83, _, _, _, ..] && ModbusCrc.IsRight(answer.AsSpan(0, 5)))
            {
                return new Finding(path, $"Modbus RTU at {baud} baud: unit 1 answers", ["modbus"]);
            }

            answer = await AskAsync(path, baud, "AT\r"u8.ToArray(), cancellationToken);
            if (Encoding.ASCII.GetString(answer).Contains("OK", StringComparison.Ordinal))
            {
                return new Finding(path, $"a modem: it answers AT at {baud} baud", []);
            }
        }

        return Silent(path, $"silent, also when asked for a modem and for Modbus unit 1 at {string.Join(", ", Speeds)} baud");
    }

    private async Task<byte[]> AskAsync(string path, int baud, byte[] question, CancellationToken cancellationToken)
    {
        using var port = Open(path, baud);
        await port.BaseStream.WriteAsync(question, cancellationToken);
        var answer = new List<byte>();
        var buffer = new byte[256];
        for (int count; (count = await ReadAsync(port, buffer, Answer, cancellationToken)) > 0 && answer.Count < buffer.Length;)
        {
            answer.AddRange(buffer.AsSpan(0, count));
        }

        return [.. answer];
    }

    /// <summary>What comes within the time; 0 for nothing.</summary>
    private async Task<int> ReadAsync(SerialPort port, byte[] buffer, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), over, wait, Timeout.InfiniteTimeSpan);
        try
        {
            return await port.BaseStream.ReadAsync(buffer, over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
