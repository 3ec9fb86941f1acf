using System.Threading.Channels;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

public sealed class LimitTimerTests : IDisposable
{
    private readonly SettableClock _time = new();
    private readonly Channel<LiveChange> _changes = Channel.CreateBounded<LiveChange>(1);
    private readonly LogCapture _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Timer_AtItsInstantAndNotATickBefore_Returns()
    {
        var waiting = WaitAsync(Records.Noon.AddSeconds(30));

        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Timer_WhenSomethingChanges_ReturnsBeforeItsInstant()
    {
        var waiting = WaitAsync(Records.Noon.AddYears(1));

        _changes.Writer.TryWrite(new AlertChanged(0, null!));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _changes.Reader.Count);
    }

    [Fact]
    public async Task WallClock_SetOverTheInstant_IsNoticedWithinAMinuteAndLogged()
    {
        var waiting = WaitAsync(Records.Noon.AddDays(1));

        _time.Set = TimeSpan.FromDays(2);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("The wall clock was set by 172800.0 s; limits go by it", Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public async Task WallClock_SetBack_KeepsTheTimerWaiting()
    {
        var waiting = WaitAsync(Records.Noon.AddSeconds(50));

        _time.Set = TimeSpan.FromHours(-1);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        _changes.Writer.TryWrite(new AlertChanged(0, null!));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Timer_CancelledWhileItWaits_SaysSo()
    {
        using var stop = new CancellationTokenSource();
        var waiting = LimitTimer.WaitAsync(null, _changes.Reader, _time, _log.CreateLogger(""), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private Task WaitAsync(DateTimeOffset until) => LimitTimer.WaitAsync(until, _changes.Reader, _time, _log.CreateLogger(""), CancellationToken.None);

    /// <summary>A wall clock that can be set while the monotonic clock goes on.</summary>
    private sealed class SettableClock() : FakeTimeProvider(Records.Noon)
    {
        public TimeSpan Set { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
