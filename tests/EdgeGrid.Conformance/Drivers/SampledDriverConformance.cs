using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>A simulated device whose truth can be set.</summary>
public abstract class SampledDriverRig : DriverRig
{
    /// <summary>What the simulated world is really like, in the unit of the quantity.</summary>
    public abstract void SetTruth(double value);
}

/// <summary>What every sampled driver must do.</summary>
public abstract class SampledDriverConformance : DriverConformance
{
    // The first by the clock that the test gives the driver; by the wall's, after so long the agent takes the device for hung.
    private static readonly TimeSpan LongestSample = TimeSpan.FromSeconds(1), LongestSampleReally = TimeSpan.FromSeconds(5);

    /// <summary>Values from one end of the range to the other.</summary>
    protected abstract IReadOnlyList<double> Truths { get; }

    /// <summary>How far from the truth a measurement may be.</summary>
    protected abstract double Tolerance(double truth);

    /// <summary>The quantity that the truths are of; null where only one is measured.</summary>
    protected virtual Quantity? TruthIsOf => null;

    protected abstract SampledDriverRig SetUp();

    /// <summary>Lets the time pass that an opened device needs before it tells the truth.</summary>
    protected virtual void Settle(ISampledDevice device)
    {
        // Most need none.
    }

    protected sealed override ValueTask<DriverRig> SetUpAsync() => ValueTask.FromResult<DriverRig>(SetUp());

    [Fact]
    public async Task Sample_OfTheSimulatedTruth_IsWithinTolerance()
    {
        await using var rig = SetUp();
        Assert.NotEmpty(Truths);
        await using (var device = await OpenAsync(rig))
        {
            foreach (var truth in Truths)
            {
                rig.SetTruth(truth);
                AssertTruth(truth, Sample(device, rig));
            }
        }

        Assert.Equal(0, rig.InUse);
    }

    [Fact]
    public async Task Sample_OfSilentDevice_IsAFaultAndNoException()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        Sample(device, rig);
        rig.Silence();
        Assert.All(Sample(device, rig), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
        Assert.All(Sample(device, rig), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
    }

    [Fact]
    public async Task Sample_AfterSilence_IsTheTruthAgain()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        rig.SetTruth(Truths[0]);
        rig.Silence();
        Sample(device, rig);
        rig.Restore();
        AssertTruth(Truths[0], Sample(device, rig));
    }

    /// <summary>Asks once, and holds the answer to what every answer must be: of each quantity, in time, and a value or a fault.</summary>
    protected IReadOnlyList<Measurement> Sample(ISampledDevice device, DriverRig rig)
    {
        var stopwatch = new TwoClocks(rig.Context.Time);
        var measurements = device.Sample();
        stopwatch.Demand(LongestSample, LongestSampleReally, "A sample");
        Assert.Equal(Kind.MeasuresWith(rig.Settings).Order(), measurements.Select(measurement => measurement.Quantity).Order());
        Assert.All(measurements, measurement =>
        {
            var (min, max) = measurement.Fault == DeviceFault.None ? measurement.Quantity.Limits() : (0, 0);
            Assert.True(measurement.Value >= min && measurement.Value <= max, $"No value of {measurement.Quantity}: {measurement}");
        });
        return measurements;
    }

    protected void AssertTruth(double truth, IReadOnlyList<Measurement> measurements)
    {
        var measurement = TheTrueOne(measurements);
        Assert.Equal(DeviceFault.None, measurement.Fault);
        Assert.InRange(measurement.Value, truth - Tolerance(truth), truth + Tolerance(truth));
    }

    /// <summary>That of which the truth is set.</summary>
    protected Measurement TheTrueOne(IReadOnlyList<Measurement> measurements) =>
        Assert.Single(measurements, measurement => TruthIsOf is null || measurement.Quantity == TruthIsOf);

    /// <summary>Opened and settled.</summary>
    protected async ValueTask<ISampledDevice> OpenAsync(DriverRig rig)
    {
        var device = Assert.IsAssignableFrom<ISampledDevice>(Kind.Create(rig.Settings, rig.Context));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Settle(device);
        return device;
    }
}
