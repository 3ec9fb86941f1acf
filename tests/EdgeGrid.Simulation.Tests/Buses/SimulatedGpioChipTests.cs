using System.Device.Gpio;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Simulation.Tests.Buses;

public sealed class SimulatedGpioChipTests : IDisposable
{
    private readonly SimulatedBoard _board = new();
    private readonly GpioController _controller;

    public SimulatedGpioChipTests() => _controller = new SimulatedHardware(_board, "gpio:0").OpenGpio("gpio:0");

    [Theory]
    [InlineData(PinMode.InputPullUp, true)]
    [InlineData(PinMode.InputPullDown, false)]
    [InlineData(PinMode.Input, false)]
    public void Input_ThatNothingDrives_IsWhereItsPullTakesIt(PinMode mode, bool level)
    {
        _controller.OpenPin(5, mode);
        Assert.Equal(level, _controller.Read(5) == PinValue.High);
        _board.Gpio[5].Drive(!level);
        Assert.Equal(!level, _controller.Read(5) == PinValue.High);
        _board.Gpio[5].Drive(null);
        Assert.Equal(level, _controller.Read(5) == PinValue.High);
    }

    [Fact]
    public void Relay_OnAnOutput_IsHeardSwitching()
    {
        var relay = new SimulatedRelay(_board.Gpio[22]);
        List<bool> heard = [];
        relay.Switched += (_, _) => heard.Add(relay.IsOn);
        _controller.OpenPin(22, PinMode.Output, PinValue.Low);
        _controller.Write(22, PinValue.High);
        _controller.Write(22, PinValue.High);
        _controller.Write(22, PinValue.Low);
        Assert.Equal([true, false], heard);
    }

    [Fact]
    public void LowActiveRelay_OpenedHigh_NeverClicks()
    {
        var relay = new SimulatedRelay(_board.Gpio[22], activeHigh: false);
        List<bool> heard = [];
        relay.Switched += (_, _) => heard.Add(relay.IsOn);
        _controller.OpenPin(22, PinMode.Output, PinValue.High);
        Assert.DoesNotContain(true, heard);
    }

    [Fact]
    public void Callback_OnAnEdge_IsCalledForThatEdgeOnly()
    {
        _controller.OpenPin(17, PinMode.InputPullUp);
        List<PinEventTypes> heard = [];
        void OnChange(object sender, PinValueChangedEventArgs change) => heard.Add(change.ChangeType);
        _controller.RegisterCallbackForPinValueChangedEvent(17, PinEventTypes.Falling, OnChange);
        _board.Gpio[17].Drive(false);
        _board.Gpio[17].Drive(null);
        _board.Gpio[17].Drive(false);
        _controller.UnregisterCallbackForPinValueChangedEvent(17, OnChange);
        _board.Gpio[17].Drive(null);
        _board.Gpio[17].Drive(false);
        Assert.Equal([PinEventTypes.Falling, PinEventTypes.Falling], heard);
    }

    [Fact]
    public async Task WaitForEvent_OnAnEdge_Returns()
    {
        _controller.OpenPin(17, PinMode.InputPullUp);
        var waiting = Task.Run(() => _controller.WaitForEvent(17, PinEventTypes.Falling, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        await EdgeGrid.Testing.Eventually.HoldsAsync("the edge is seen", () =>
        {
            _board.Gpio[17].Drive(null);
            _board.Gpio[17].Drive(false);
            return waiting.IsCompleted;
        });
        Assert.Equal(PinEventTypes.Falling, (await waiting).EventTypes);
    }

    [Fact]
    public void BitFlip_OfARead_IsTheOtherLevel()
    {
        _controller.OpenPin(5, PinMode.InputPullUp);
        _board.Gpio.Faults.Inject(new BusFault(BusFaultKind.BitFlip, Times: 1));
        Assert.Equal(PinValue.Low, _controller.Read(5));
        Assert.Equal(PinValue.High, _controller.Read(5));
    }

    public void Dispose() => _controller.Dispose();
}
