namespace EdgeGrid.Devices.Gnss;

/// <summary>Waits for what is being read, but not for ever, and goes on reading.</summary>
internal static class Waiting
{
    /// <summary>Whether it is read within that time. When not, it goes on and can be waited for again.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled meanwhile.</exception>
    public static async Task<bool> ArrivesAsync(this Task reading, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        if (reading.IsCompleted)
        {
            return true;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(reading, Task.Delay(wait, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == reading;
    }
}
