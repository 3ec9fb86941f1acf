using EdgeGrid.Conformance.Drivers;

namespace EdgeGrid.Devices.Tests.Listeners;

/// <summary>What a server must do besides what every listening driver must.</summary>
public abstract class ServerConformance : ListeningDriverConformance
{
    /// <summary>Its line is its terminals': when one breaks, the server is there for the next.</summary>
    [Fact]
    public override async Task Listen_WhenTheLineBreaks_SaysSo()
    {
        await using var rig = await StartAsync();
        await using var device = await OpenAsync(rig);
        using var bound = Bounded();
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        var exception = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in device.ListenAsync(rest.Token))
            {
                rig.Break();
                rest.CancelAfter(TimeSpan.FromMilliseconds(200));
            }
        });
        Assert.True(exception is null or OperationCanceledException, exception?.ToString());
        Assert.False(bound.IsCancellationRequested);
    }
}
