using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Agent.Tests.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Actuation;

public sealed class LocalOutputsTests : IAsyncDisposable
{
    private const string UntilCleared = """{ "name": "relay-1", "label": "siren", "kind": "relay", "chip": "gpio:0", "pin": 22, "on": ["gas", "smoke"], "atLeast": "orange" }""";
    private const string ForThreeMinutes = """{ "name": "relay-1", "label": "siren", "kind": "relay", "chip": "gpio:0", "pin": 22, "on": ["gas"], "atLeast": "orange", "for": "3m" }""";

    private readonly FakeTimeProvider _time = new();
    private readonly BuildingSite _site = new(TimeProvider.System);
    private readonly SimulatedHardware _hardware = new();
    private LocalOutputs? _outputs;
    private DeviceStates? _states;

    [Fact]
    public async Task Act_AlertThatFits_SwitchesAndSaysSo()
    {
        await StartAsync(UntilCleared);

        var alert = Act("a", AlertTransition.Raised, level: WarningLevel.Red);

        Assert.True(_site.Siren.IsOn);
        Assert.Equal(["siren on"], alert.Alert.Actions);
    }

    [Theory]
    [InlineData(AlertKind.Gas, WarningLevel.Yellow)]
    [InlineData(AlertKind.Intrusion, WarningLevel.Red)]
    public async Task Act_AlertOfAnotherKindOrLower_DoesNothing(AlertKind kind, WarningLevel level)
    {
        await StartAsync(UntilCleared);

        var alert = Act("a", AlertTransition.Raised, kind, level);

        Assert.False(_site.Siren.IsOn);
        Assert.Empty(alert.Alert.Actions);
    }

    [Fact]
    public async Task Act_AlertThatRises_SwitchesThen()
    {
        await StartAsync(UntilCleared);
        Act("a", AlertTransition.Raised, level: WarningLevel.Yellow);

        Act("a", AlertTransition.Escalated, level: WarningLevel.Orange);

        Assert.True(_site.Siren.IsOn);
    }

    [Fact]
    public async Task Act_OneOfTwoAlertsClears_StaysOnUntilTheLast()
    {
        await StartAsync(UntilCleared);
        Act("a", AlertTransition.Raised);
        Act("b", AlertTransition.Raised, AlertKind.Smoke);

        Assert.Empty(Act("a", AlertTransition.Cleared).Alert.Actions);
        Assert.True(_site.Siren.IsOn);

        Assert.Equal(["siren off"], Act("b", AlertTransition.Cleared, AlertKind.Smoke).Alert.Actions);
        Assert.False(_site.Siren.IsOn);
    }

    [Fact]
    public async Task Act_WithADuration_GoesOffByTheClockAlone()
    {
        await StartAsync(ForThreeMinutes);
        Act("a", AlertTransition.Raised);

        Act("a", AlertTransition.Cleared);
        _time.Advance(TimeSpan.FromSeconds(179));
        Assert.True(_site.Siren.IsOn);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync("the siren is off", () => !_site.Siren.IsOn);
    }

    [Fact]
    public async Task Act_RaisedAgainWithinTheDuration_BeginsItAnew()
    {
        await StartAsync(ForThreeMinutes);
        Act("a", AlertTransition.Raised);
        _time.Advance(TimeSpan.FromMinutes(2));
        Act("b", AlertTransition.Raised);

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.True(_site.Siren.IsOn);
    }

    [Fact]
    public async Task Act_OutputThatFailed_IsToldInTheActionsAndWaitsForNothing()
    {
        await StartAsync(UntilCleared, plugged: false);

        var started = TimeProvider.System.GetTimestamp();
        var alert = Act("a", AlertTransition.Raised);

        Assert.StartsWith("siren failed: ", Assert.Single(alert.Alert.Actions));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Act_OutputThatHangs_IsToldAndWaitedForOnce_AndObeysWhenItReturns()
    {
        using var answers = new ManualResetEventSlim(initialState: true);
        var output = new HangingOutput(answers);
        await StartAsync(UntilCleared, driver: output);
        answers.Reset();

        try
        {
            Assert.Contains("not answered in time", Assert.Single(Act("a", AlertTransition.Raised).Alert.Actions), StringComparison.Ordinal);
            Assert.Equal(DeviceHealth.Failed, _states!["relay-1"].Status.Health);
            var started = TimeProvider.System.GetTimestamp();
            Act("b", AlertTransition.Raised);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMilliseconds(100));
        }
        finally
        {
            // Or the output's thread outlives a test that fails.
            answers.Set();
        }

        await Eventually.HoldsAsync("the siren is on", () => output.IsOn && _states["relay-1"].Status.Health == DeviceHealth.Working);
    }

    [Fact]
    public async Task Act_OutputThatComesBack_IsAsItShouldBeByThen()
    {
        await StartAsync(UntilCleared, plugged: false);
        Act("a", AlertTransition.Raised);

        _hardware.Plug("gpio:0", _site.Board);

        await Eventually.HoldsAsync("the siren is on", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _site.Siren.IsOn;
        });
        Assert.Equal(DeviceHealth.Working, _states!["relay-1"].Status.Health);
    }

    [Fact]
    public async Task Act_OutputThatLosesItsSupplyWhileItIsHeld_IsSwitchedOnAgain()
    {
        var module = new RelayModule();
        await StartAsync(UntilCleared, driver: module);
        Act("a", AlertTransition.Raised);
        Assert.True(module.IsOn);
        module.LoseSupply();
        await Eventually.HoldsAsync("it is on again", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return module.IsOn;
        });
        Assert.Equal((1, DeviceHealth.Working), (module.Openings, _states!["relay-1"].Status.Health));
    }

    [Fact]
    public async Task Act_AlertWithActions_KeepsThem()
    {
        await StartAsync(UntilCleared);

        var alert = _outputs!.Act(new DetectedAlert(Alert("a", AlertTransition.Raised) with { Actions = ["before"] }, Simulated: true));

        Assert.Equal(["before", "siren on"], alert.Alert.Actions);
    }

    [Fact]
    public async Task Stop_WithTheSirenOn_SwitchesItOff()
    {
        await StartAsync(UntilCleared);
        Act("a", AlertTransition.Raised);
        Assert.True(_site.Siren.IsOn);

        await _outputs!.StopAsync(CancellationToken.None);

        Assert.False(_site.Siren.IsOn);
    }

    public async ValueTask DisposeAsync()
    {
        if (_outputs is not null)
        {
            await _outputs.StopAsync(CancellationToken.None);
            _outputs.Dispose();
        }
    }

    private async Task StartAsync(string output, bool plugged = true, IOutputDevice? driver = null)
    {
        if (plugged)
        {
            _hardware.Plug("gpio:0", _site.Board);
        }

        var options = ConfigurationText.Valid(ConfigurationText.Of("", output));
        if (driver is not null)
        {
            options = options with { Outputs = [.. options.Outputs.Select(it => it with { Kind = it.Kind with { Create = (_, _) => driver } })] };
        }

        _states = new DeviceStates(options);
        _outputs = new LocalOutputs(options, _states, new DeviceContext(_hardware, _time), NullLogger<LocalOutputs>.Instance);
        await _outputs.StartAsync(CancellationToken.None);
        var expected = plugged ? DeviceHealth.Working : DeviceHealth.Failed;
        await Eventually.HoldsAsync($"the output is {expected}", () => _states["relay-1"].Status.Health == expected);
    }

    private DetectedAlert Act(string id, AlertTransition transition, AlertKind kind = AlertKind.Gas, WarningLevel level = WarningLevel.Orange) =>
        _outputs!.Act(new DetectedAlert(Alert(id, transition, kind, level), Simulated: true));

    private Alert Alert(string id, AlertTransition transition, AlertKind kind = AlertKind.Gas, WarningLevel level = WarningLevel.Orange) => new()
    {
        AlertId = id,
        Transition = transition,
        Kind = kind,
        Level = level,
        Device = "m",
        Place = "here",
        Measured = "too much",
        SampledAt = _time.GetUtcNow(),
        RaisedAt = _time.GetUtcNow(),
        Clock = new ClockReading("boot", 0, ClockQuality.Ntp),
    };

    private sealed class HangingOutput(ManualResetEventSlim answers) : ScriptedDevice, IOutputDevice
    {
        public bool IsOn { get; private set; }

        public void Switch(bool on)
        {
            answers.Wait();
            IsOn = on;
        }

        public void Verify()
        {
        }
    }

    /// <summary>A relay module: its relays fall when it loses its supply, and stay so when that is back.</summary>
    private sealed class RelayModule : ScriptedDevice, IOutputDevice
    {
        private bool _wanted;

        public bool IsOn { get; private set; }

        public int Openings { get; private set; }

        public override ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
        {
            Openings++;
            return base.OpenAsync(cancellationToken);
        }

        public void LoseSupply() => IsOn = false;

        public void Switch(bool on) => (_wanted, IsOn) = (on, on);

        public void Verify()
        {
            if (IsOn != _wanted)
            {
                throw new DeviceException(DeviceFault.OutOfRange, "The relay was switched on and is off.");
            }
        }
    }
}
