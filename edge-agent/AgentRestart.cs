namespace EdgeGrid.Agent;

/// <summary>A wish that the agent stop in order and start again, within the same process. One for each life.</summary>
internal sealed class AgentRestart : IDisposable
{
    private readonly CancellationTokenSource _asked = new();

    public bool IsAsked => _asked.IsCancellationRequested;

    /// <summary>Asks. Returns at once.</summary>
    public void Ask() => _ = _asked.CancelAsync();

    /// <summary>Does something when it is asked for.</summary>
    public IDisposable WhenAsked(Action action) => _asked.Token.Register(action);

    /// <inheritdoc/>
    public void Dispose() => _asked.Dispose();
}
