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
        await using var device = await OpenAsync(rig);
        Assert.NotEmpty(Truths);
        foreach (var truth in Truths)
        {
            rig.SetTruth(truth);
            var measurement = Assert.Single(device.Sample(), measurement => TruthIsOf is null || measurement.Quantity == TruthIsOf);
            Assert.Equal(DeviceFault.None, measurement.Fault);
            Assert.InRange(measurement.Value, truth - Tolerance(truth), truth + Tolerance(truth));
        }
    }

    [Fact]
    public async Task Sample_Always_AnswersWithEachOfItsQuantities()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        var quantities = Kind.MeasuresWith(rig.Settings).Order();
        Assert.Equal(quantities, device.Sample().Select(measurement => measurement.Quantity).Order());
        rig.Silence();
        Assert.Equal(quantities, device.Sample().Select(measurement => measurement.Quantity).Order());
    }

    [Fact]
    public async Task Sample_OfSilentDevice_IsAFaultAndNoException()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        rig.Silence();
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.NotResponding, measurement.Fault));
    }

    [Fact]
    public async Task Sample_AfterSilence_IsTheTruthAgain()
    {
        await using var rig = SetUp();
        await using var device = await OpenAsync(rig);
        rig.SetTruth(Truths[0]);
        rig.Silence();
        device.Sample();
        rig.Restore();
        var measurement = Assert.Single(device.Sample(), measurement => TruthIsOf is null || measurement.Quantity == TruthIsOf);
        Assert.Equal(DeviceFault.None, measurement.Fault);
        Assert.InRange(measurement.Value, Truths[0] - Tolerance(Truths[0]), Truths[0] + Tolerance(Truths[0]));
    }

    /// <summary>Opened and settled.</summary>
    protected async ValueTask<ISampledDevice> OpenAsync(DriverRig rig)
    {
        var device = Assert.IsAssignableFrom<ISampledDevice>(Kind.Create(rig.Settings, rig.Context));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Settle(device);
        return device;
    }
}
