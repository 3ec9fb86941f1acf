namespace EdgeGrid.Agent.Health;

/// <summary>What the outbox has to tell of its disk; Detection makes an alert of it, for a worn card loses the next one.</summary>
internal sealed class StorageTrouble
{
    private readonly Lock _lock = new();
    private string? _damaged;
    private string? _takesNothing;

    /// <summary>Why the disk takes nothing; null when it does.</summary>
    public string? TakesNothing
    {
        get
        {
            lock (_lock)
            {
                return _takesNothing;
            }
        }
    }

    /// <summary>What was damaged since the last call, in words; null when nothing was.</summary>
    public string? TakeDamage()
    {
        lock (_lock)
        {
            var damaged = _damaged;
            _damaged = null;
            return damaged;
        }
    }

    /// <summary>A file was damaged or gone, in words.</summary>
    public void FileDamaged(string words)
    {
        lock (_lock)
        {
            _damaged = words;
        }
    }

    /// <summary>The disk is full or gone.</summary>
    public void DiskTakesNothing(string why)
    {
        lock (_lock)
        {
            _takesNothing = why;
        }
    }

    /// <summary>That is over.</summary>
    public void DiskTakesAgain()
    {
        lock (_lock)
        {
            _takesNothing = null;
        }
    }
}
