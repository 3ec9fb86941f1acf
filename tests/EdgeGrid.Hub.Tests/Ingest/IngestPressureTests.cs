using EdgeGrid.Hub.Ingest;

namespace EdgeGrid.Hub.Tests.Ingest;

public sealed class IngestPressureTests
{
    [Fact]
    public async Task Message_BeyondTheBound_WaitsUntilAnotherHasLeft()
    {
        var pressure = new IngestPressure(maxMessages: 2, maxBytes: 1000);
        pressure.Flow(true);
        await pressure.EnterAsync(10, CancellationToken.None);
        await pressure.EnterAsync(10, CancellationToken.None);

        var third = pressure.EnterAsync(10, CancellationToken.None).AsTask();
        Assert.False(third.IsCompleted);
        pressure.Leave(10);

        await third.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, pressure.Messages);
    }

    [Fact]
    public async Task Bytes_BeyondTheBound_WaitButOneMessageAlwaysPasses()
    {
        var pressure = new IngestPressure(maxMessages: 10, maxBytes: 1000);
        pressure.Flow(true);
        await pressure.EnterAsync(5000, CancellationToken.None);

        var second = pressure.EnterAsync(1, CancellationToken.None).AsTask();
        Assert.False(second.IsCompleted);
        pressure.Leave(5000);

        await second.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Connection_ThatIsGone_LetsEveryoneGo()
    {
        var pressure = new IngestPressure(maxMessages: 1, maxBytes: 1000);
        pressure.Flow(true);
        await pressure.EnterAsync(1, CancellationToken.None);
        var waiting = pressure.EnterAsync(1, CancellationToken.None).AsTask();

        pressure.Flow(false);

        await waiting.WaitAsync(TimeSpan.FromSeconds(5));
        pressure.Leave(1);
        Assert.Equal(0, pressure.Messages);
    }

    [Fact]
    public async Task Sender_ThatGoesAway_StopsWaiting()
    {
        var pressure = new IngestPressure(maxMessages: 1, maxBytes: 1000);
        pressure.Flow(true);
        await pressure.EnterAsync(1, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var waiting = pressure.EnterAsync(1, gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
