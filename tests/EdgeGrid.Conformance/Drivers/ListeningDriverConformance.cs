using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>A simulated device that speaks by itself, again and again, as long as it is not silent.</summary>
public abstract class ListeningDriverRig : DriverRig
{
    /// <summary>Whether a measurement says what the simulated world is really like.</summary>
    public abstract bool IsTrue(Measurement measurement);

    /// <summary>Breaks the line or the stream while the device is listened to.</summary>
    public abstract void Break();
}

/// <summary>What every listening driver must do.</summary>
public abstract class ListeningDriverConformance : DriverConformance
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    protected abstract ValueTask<ListeningDriverRig> StartAsync();

    protected sealed override async ValueTask<DriverRig> SetUpAsync() => await StartAsync();

    [Fact]
    public async Task Listen_ToTheSimulatedTruth_HearsIt()
    {
        await using var rig = await StartAsync();
        await using var device = await OpenAsync(rig);
        using var bound = Bounded();
        await foreach (var measurement in device.ListenAsync(bound.Token))
        {
            Assert.Contains(measurement.Quantity, Kind.Measures);
            if (rig.IsTrue(measurement))
            {
                return;
            }
        }

        Assert.Fail("The device ended before it said what is true.");
    }

    [Fact]
    public async Task Listen_WhenCancelled_Ends()
    {
        await using var rig = await StartAsync();
        await using var device = await OpenAsync(rig);
        using var bound = Bounded();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        var exception = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in device.ListenAsync(cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
        Assert.True(exception is null or OperationCanceledException, exception?.ToString());
        Assert.False(bound.IsCancellationRequested, "It did not end when it was cancelled.");
    }

    /// <summary>A server has no line of its own that could break: it overrides this with what it does when a terminal's breaks.</summary>
    [Fact]
    public virtual async Task Listen_WhenTheLineBreaks_SaysSo()
    {
        await using var rig = await StartAsync();
        await using var device = await OpenAsync(rig);
        using var bound = Bounded();
        var exception = await Assert.ThrowsAsync<DeviceException>(async () =>
        {
            await foreach (var _ in device.ListenAsync(bound.Token))
            {
                rig.Break();
            }
        });
        Assert.Contains(rig.Where, exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    protected static CancellationTokenSource Bounded()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Bound);
        return source;
    }

    protected async ValueTask<IListeningDevice> OpenAsync(DriverRig rig)
    {
        var device = Assert.IsAssignableFrom<IListeningDevice>(Kind.Create(rig.Settings, rig.Context));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return device;
    }
}
