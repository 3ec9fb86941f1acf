using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>A clock that nobody waits for: whoever would finds that the time has come.</summary>
internal sealed class JumpingTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Advance(dueTime);
        }

        callback(state);
        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
            // Nothing is left to be stopped.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
