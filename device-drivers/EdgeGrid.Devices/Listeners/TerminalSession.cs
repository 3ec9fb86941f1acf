namespace EdgeGrid.Devices.Listeners;

/// <summary>
/// What a connected terminal says, in its protocol. Bytes come one piece after the other; <see cref="Tick"/> comes from another
/// thread, but never at the same time.
/// </summary>
internal abstract class TerminalSession
{
    /// <summary>Takes what arrived, and adds what it means.</summary>
    /// <returns>How many sound frames were in it.</returns>
    public abstract int Take(ReadOnlySpan<byte> bytes, List<Report> reports);

    /// <summary>A second has passed.</summary>
    public virtual void Tick(List<Report> reports)
    {
    }

    /// <summary>The connection is no more.</summary>
    public virtual void End()
    {
    }
}

/// <summary>What a terminal's message means: measurements, and the answer, which is sent when those are handed on.</summary>
/// <param name="Measurements">In order; a message with very many makes several reports.</param>
/// <param name="Answers">Frames to send then.</param>
internal sealed record Report(IReadOnlyList<Measurement> Measurements, params IReadOnlyList<byte[]> Answers)
{
    /// <summary>Where it came from.</summary>
    public TerminalConnection? From { get; init; }
}
