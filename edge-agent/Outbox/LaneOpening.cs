namespace EdgeGrid.Agent.Outbox;

/// <summary>Opens a lane's file and looks through it. One that is damaged is set aside, and a fresh epoch begins.</summary>
internal sealed class LaneOpening(LaneContext context)
{
    /// <summary>The file as it stands, or a fresh one in its place.</summary>
    /// <exception cref="OutboxException">The folder cannot be used.</exception>
    public (LaneFile File, LaneIndex Index) Open()
    {
        try
        {
            return OpenAndScan();
        }
        catch (LaneDamagedException exception)
        {
            return SetAside(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                $"The outbox file {context.File} cannot be opened: {exception.Message} Give the agent's user the right to write there, and see that the disk is neither full nor read-only and that no other agent uses this folder.",
                exception);
        }
    }

    /// <summary>Puts a closed file out of the way, with a line in the ledger, and opens a fresh one.</summary>
    public (LaneFile File, LaneIndex Index) SetAside(string damage)
    {
        var aside = context.SetAside(damage);
        context.Log.LaneSetAside(context.Lane, aside, damage);
        context.Lose(null, 0, 0, LossReason.FileSetAside, $"{Path.GetFileName(aside)}: {damage}");
        return OpenAndScan();
    }

    /// <summary>A disk that is full or gone is not damage: what is on it will be readable again.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is not (OutboxException or IOException or UnauthorizedAccessException or ObjectDisposedException);

    private (LaneFile File, LaneIndex Index) OpenAndScan()
    {
        var file = LaneFile.Open(context.File);
        try
        {
            return (file, new LaneScan(context, file).Run());
        }
        catch (Exception exception)
        {
            // Or it stays open, and cannot be opened again.
            file.Dispose();
            if (IsDamage(exception) && exception is not LaneDamagedException)
            {
                throw new LaneDamagedException(exception.Message, exception);
            }

            throw;
        }
    }
}
