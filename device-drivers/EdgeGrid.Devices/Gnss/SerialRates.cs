namespace EdgeGrid.Devices.Gnss;

/// <summary>
/// The speed of a line: the configured one, or the one of the usual that makes sentences. At a wrong speed a line gives
/// gibberish, and fewer or more bytes than were sent; a silent line says nothing of its speed.
/// </summary>
internal sealed class SerialRates(int? configured, TimeProvider time)
{
    // Fewer bytes than this may be what was left of a sentence when the port was opened.
    private const int FewestBytes = 100;

    // More than a sentence and what was left of one before it.
    private const int ManyBytes = 400;

    private static readonly TimeSpan TwoEpochs = TimeSpan.FromSeconds(1.5);

    private int _index;
    private int _first;
    private int _bytes;
    private long _since;

    /// <summary>In the order in which they are tried: what receivers are delivered with, most of them first.</summary>
    public static IReadOnlyList<int> Usual { get; } = [9600, 4800, 38_400, 115_200, 57_600, 19_200, 230_400, 460_800];

    /// <summary>Nobody chose it.</summary>
    public bool IsSought => configured is null;

    /// <summary>Of the line now.</summary>
    public int Baud => configured ?? Usual[_index];

    /// <summary>Every one has been tried since the last sentence.</summary>
    public bool AllTried { get; private set; }

    /// <summary>Sentences come: it is this one.</summary>
    public void Keep() => (_bytes, _first, AllTried) = (0, _index, false);

    /// <summary>Bytes came that made no sentence.</summary>
    /// <returns>True when the line shall now run at another <see cref="Baud"/>.</returns>
    public bool Doubt(int bytes)
    {
        if (!IsSought)
        {
            return false;
        }

        _since = _bytes == 0 ? time.GetTimestamp() : _since;
        _bytes += bytes;
        if (_bytes < FewestBytes || (_bytes < ManyBytes && time.GetElapsedTime(_since) < TwoEpochs))
        {
            return false;
        }

        (_index, _bytes) = ((_index + 1) % Usual.Count, 0);
        AllTried |= _index == _first;
        return true;
    }
}
