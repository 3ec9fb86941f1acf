using EdgeGrid.Simulation.Serial;

namespace EdgeGrid.Simulation.Modbus;

/// <summary>Units on a serial line: RTU frames on a pty. A question ends with its length, by its function; what makes none is forgotten when the line rests.</summary>
public sealed class ModbusSerialLine(PseudoTerminal line, SimulatedModbus units)
{
    private const int FixedLength = 8;

    private readonly byte[] _heard = new byte[256];

    /// <summary>An adapter that hears itself: whoever asks reads his question first.</summary>
    public bool Echoes { get; set; }

    /// <summary>Answers until it is cancelled, or the line is unplugged.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            while (await line.ReceiveAsync(_heard.AsMemory(count), cancellationToken) is > 0 and var more)
            {
                count += more;
                if (count < FixedLength)
                {
                    continue;
                }

                // Functions 1 to 6 have questions of eight bytes, and whoever masters a line asks one at a time.
                var question = _heard[..FixedLength];
                count = 0;
                if (ModbusFrames.Crc(question) != 0)
                {
                    continue;
                }

                if (Echoes)
                {
                    await line.SendAsync(question, cancellationToken);
                }

                await line.SendAsync(await units.AnswerAsync(question[0], question[1..^2], (unit, pdu) => ModbusFrames.Rtu(unit, pdu), cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
            return;
        }
    }
}
