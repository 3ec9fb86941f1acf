using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>The suite of sampled drivers on simulated boards, with every fault that a bus can have.</summary>
public abstract class BoardDriverConformance : SampledDriverConformance
{
    // The first reads of a sample or an opening, each struck several times, as the bit is chosen by chance.
    private const int Reads = 16, FlipsOfEach = 8;

    // What the other quantities may differ by, whose truth nobody sets.
    private const double OtherTolerance = 0.01;

    protected virtual bool OverBusLink => false;

    /// <summary>The clock of the driver, and of a chip that needs one.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    /// <summary>Puts the device on a board, and says how it is found and how its truth is set.</summary>
    protected abstract (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus);

    protected sealed override SampledDriverRig SetUp() => SetUpBoard();

    [Theory]
    [InlineData(BusFaultKind.Nack)]
    [InlineData(BusFaultKind.Stuck)]
    [InlineData(BusFaultKind.ShortRead)]
    [InlineData(BusFaultKind.Silence)]
    [InlineData(BusFaultKind.ClockStretching)]
    public async Task Sample_UnderABusFault_IsAFaultAndThenTheTruthAgain(BusFaultKind kind)
    {
        await using var rig = SetUpBoard();
        await using var device = await OpenAsync(rig);
        rig.SetTruth(Truths[^1]);
        Sample(device, rig);
        rig.Inject(new BusFault(kind));
        Assert.All(Sample(device, rig), measurement => Assert.Contains(measurement.Fault, new[] { DeviceFault.NotResponding, DeviceFault.BadChecksum }));
        rig.Restore();
        Assert.All(Sample(device, rig), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
    }

    [Theory]
    [InlineData(BusFaultKind.Stuck)]
    [InlineData(BusFaultKind.ShortRead)]
    [InlineData(BusFaultKind.Silence)]
    [InlineData(BusFaultKind.ClockStretching)]
    public async Task Open_UnderABusFault_SaysWhatAndWhere(BusFaultKind kind)
    {
        await using var rig = SetUpBoard();
        rig.Inject(new BusFault(kind));
        await using var device = Kind.Create(rig.Settings, rig.Context);
        var exception = await Assert.ThrowsAsync<DeviceException>(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Contains(rig.Where, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What has neither checksum nor anything else to go by overrides this with what it does instead.</summary>
    [Fact]
    public virtual async Task Sample_WithOneBitFlipped_IsTheTruthOrAFault()
    {
        await using var rig = SetUpBoard();
        await using var device = await OpenAsync(rig);
        rig.SetTruth(Truths[^1]);
        var sound = Sample(device, rig);
        for (var flip = 0; flip < Reads * FlipsOfEach; flip++)
        {
            rig.SetTruth(Truths[^1]);
            rig.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1, After: flip % Reads));
            AssertTruthOrFault(sound, Sample(device, rig));
            rig.Restore();
        }
    }

    /// <summary>What is read once, when the device is opened, is believed for months.</summary>
    [Fact]
    public virtual async Task Open_WithOneBitFlipped_IsRefusedOrMeasuresTheTruth()
    {
        await using var rig = SetUpBoard();
        for (var flip = 0; flip < Reads * FlipsOfEach; flip++)
        {
            rig.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1, After: flip % Reads));
            await using var device = (ISampledDevice)Kind.Create(rig.Settings, rig.Context);
            var refusal = await Record.ExceptionAsync(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask());
            rig.Restore();
            if (refusal is null)
            {
                Settle(device);
                rig.SetTruth(Truths[^1]);
                AssertTruth(Truths[^1], Sample(device, rig));
            }
            else
            {
                Assert.IsType<DeviceException>(refusal);
            }
        }
    }

    private void AssertTruthOrFault(IReadOnlyList<Measurement> sound, IReadOnlyList<Measurement> measurements)
    {
        if (TheTrueOne(measurements).Fault == DeviceFault.None)
        {
            AssertTruth(Truths[^1], measurements);
        }

        Assert.All(sound.Zip(measurements), pair => Assert.True(
            pair.Second.Fault != DeviceFault.None || pair.First.Quantity == TruthIsOf || TruthIsOf is null
            || Math.Abs(pair.First.Value - pair.Second.Value) <= OtherTolerance * Math.Abs(pair.First.Value), $"{pair.First} became {pair.Second}"));
    }

    private BoardDriverRig SetUpBoard()
    {
        var seat = new BoardSeat(OverBusLink, Time);
        var (settings, where, setTruth) = Equip(seat.Board, seat.Bus);
        return new BoardDriverRig(seat, settings, where, setTruth);
    }
}
