namespace EdgeGrid.Hub.Storage;

/// <summary>A hub, or a command that no hub may run beside, is at work on a store; until it is disposed, or the process ends however it does.</summary>
internal interface IStoreClaim : IAsyncDisposable
{
    /// <summary>Ends when another has taken the store meanwhile: whoever had it must stop.</summary>
    Task Lost { get; }
}
