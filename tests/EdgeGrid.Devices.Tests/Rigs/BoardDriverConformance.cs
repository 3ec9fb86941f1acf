using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>The suite of sampled drivers on simulated boards, with every fault that a bus can have.</summary>
public abstract class BoardDriverConformance : SampledDriverConformance
{
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
        rig.Inject(new BusFault(kind));
        Assert.All(device.Sample(), measurement =>
        {
            Assert.Contains(measurement.Fault, new[] { DeviceFault.NotResponding, DeviceFault.BadChecksum });
            Assert.Equal(0, measurement.Value);
        });
        rig.Restore();
        Assert.All(device.Sample(), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
    }

    [Fact]
    public async Task Open_OnAStuckBus_SaysWhatAndWhere()
    {
        await using var rig = SetUpBoard();
        rig.Inject(new BusFault(BusFaultKind.Stuck));
        await using var device = Kind.Create(rig.Settings, rig.Context);
        var exception = await Assert.ThrowsAsync<DeviceException>(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Contains(rig.Where, exception.Message, StringComparison.Ordinal);
    }

    private BoardDriverRig SetUpBoard()
    {
        var seat = new BoardSeat(OverBusLink, Time);
        var (settings, where, setTruth) = Equip(seat.Board, seat.Bus);
        return new BoardDriverRig(seat, settings, where, setTruth);
    }
}
