using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Sampling;

public sealed class SamplersTests
{
    private const string Methane = """{ "name": "methane", "kind": "mq4", "bus": "i2c:1", "address": "0x48", "channel": 0, "every": "20ms" }""";
    private const string Contact = """{ "name": "contact", "kind": "contact", "chip": "gpio:0", "pin": 17, "every": "20ms" }""";
    private const string Nobody = """{ "name": "nobody", "kind": "mq4", "bus": "i2c:1", "address": "0x4A", "channel": 0, "every": "20ms" }""";

    private static readonly Measurement AtRest = new(Quantity.Contact, 0);

    private readonly BuildingSite _site = new(TimeProvider.System);
    private readonly SimulatedHardware _hardware;

    public SamplersTests() => _hardware = new SimulatedHardware(_site.Board, "i2c:1", "gpio:0");

    [Fact]
    public async Task Sampler_DeviceAnswers_GivesItsValuesOnBothClocks()
    {
        await using var rig = new SamplerRig($"{Methane}, {Contact}", _hardware);
        _site.SmokeAlarm.Active = true;
        await rig.StartAsync();

        await Eventually.HoldsAsync("both have spoken", () => rig.Of("methane").Count >= 3 && rig.Of("contact").Count >= 3);

        Assert.Equal(DeviceHealth.Working, rig.Status("contact").Health);
        Assert.All(rig.Of("contact"), reading => Assert.Equal((1, DeviceFault.None), (reading.Value, reading.Fault)));
        var times = rig.Of("methane").Select(reading => reading.At.MonotonicMs).ToList();
        Assert.Equal(times.Order(), times);
        Assert.True(times[^1] > times[0]);
        Assert.InRange(rig.Of("methane")[0].At.At, TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1), TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Sampler_AddressNobodyAnswers_FailsWithItsReasonAndStopsNothingElse()
    {
        await using var rig = new SamplerRig($"{Nobody}, {Contact}", _hardware);
        await rig.StartAsync();

        await rig.IsAsync("nobody", DeviceHealth.Failed);
        await Eventually.HoldsAsync("it still gives readings of bad quality", () => rig.Of("nobody").Count > 0);
        await Eventually.HoldsAsync("the contact goes on", () => rig.Of("contact").Count > 10);

        Assert.Contains("0x4A", rig.Status("nobody").Reason);
        Assert.All(rig.Of("nobody"), reading => Assert.Equal(DeviceFault.NotResponding, reading.Fault));
        Assert.Equal(DeviceHealth.Working, rig.Status("contact").Health);
    }

    [Fact]
    public async Task Sampler_OfADeviceWithParts_WorksWhileOneOfThemDoesNotAndDropsOneTooMany()
    {
        var kind = new DeviceKind("server", "", [Quantity.Contact], [], (_, _) => new ScriptedSensor(() => [.. Enumerable.Range(0, PointTable.MostPoints + 1).Select(Silent)]))
        {
            Parts = new PartKind("terminal", "1", _ => true),
        };
        await using var rig = new SamplerRig(ScriptedDevice.Gateway(ScriptedDevice.Options("server", () => null!) with { Kind = kind, Every = TimeSpan.FromHours(1) }), _hardware, TimeProvider.System);
        await rig.StartAsync();

        await rig.IsAsync("server", DeviceHealth.Working);
        await Eventually.HoldsAsync("one too many is counted", () => rig.Drops.Of(DropReason.TooManyParts) == 1);

        Assert.Equal(DeviceFault.NotResponding, Assert.Single(rig.Of("server/7")).Fault);

        static Measurement Silent(int part) => Measurement.Failed(Quantity.Contact, DeviceFault.NotResponding) with { Part = $"{part}" };
    }

    [Fact]
    public async Task Sampler_OfAPartThatTellsHistory_GivesItItsOwnTimeAndSetsNoClock()
    {
        var then = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var fix = new GnssFix(then, 34, 117, null, 1, null, null, null);
        var kind = new DeviceKind("server", "", [Quantity.Position], [], (_, _) => new ScriptedSensor(() => [new Measurement(Quantity.Position, 1, Detail: fix) { Part = "7", At = then }]))
        {
            Parts = new PartKind("terminal", "1", _ => true),
        };
        await using var rig = new SamplerRig(ScriptedDevice.Gateway(ScriptedDevice.Options("server", () => null!) with { Kind = kind }), _hardware, TimeProvider.System);
        await rig.StartAsync();

        await Eventually.HoldsAsync("it is told", () => rig.Of("server/7").Count > 0);

        Assert.Equal((then, true), (rig.Of("server/7")[0].At.At, rig.Of("server/7")[0].IsHistory));
    }

    [Fact]
    public async Task Sampler_DeviceDiesAndComesBack_WorksAgain()
    {
        await using var rig = new SamplerRig(Contact + "," + Methane, _hardware);
        await rig.StartAsync();
        await Eventually.HoldsAsync("methane has spoken", () => rig.Of("methane").Count > 0);

        _site.Board.I2c.Detach(0x48);
        await rig.IsAsync("methane", DeviceHealth.Failed);
        Assert.False(string.IsNullOrEmpty(rig.Status("methane").Reason));
        Assert.Equal(DeviceHealth.Working, rig.Status("contact").Health);

        var converter = new SimulatedAds1115(TimeProvider.System);
        converter.Connect(0, () => new SimulatedMq4().Volts);
        _site.Board.I2c.Attach(0x48, converter);
        await Eventually.HoldsAsync("methane answers again", () => rig.Status("methane").Health is DeviceHealth.Working or DeviceHealth.Degraded);
    }

    [Fact]
    public async Task Sampler_DriverWithABug_StopsItselfAndSaysWhy()
    {
        var gateway = ScriptedDevice.Gateway(
            ScriptedDevice.Options("bug", () => new ScriptedSensor(() => throw new InvalidOperationException("index out of its mind"))),
            ScriptedDevice.Options("undeclared", () => new ScriptedSensor(() => [new Measurement(Quantity.Smoke, 1)])),
            ScriptedDevice.Options("goes-on", () => new ScriptedSensor(() => [AtRest])));
        await using var rig = new SamplerRig(gateway, _hardware, TimeProvider.System);
        await rig.StartAsync();

        await rig.IsAsync("bug", DeviceHealth.Failed);
        await rig.IsAsync("undeclared", DeviceHealth.Failed);
        await Eventually.HoldsAsync("the other goes on", () => rig.Of("goes-on").Count > 10);

        Assert.Contains("index out of its mind", rig.Status("bug").Reason);
        Assert.Contains("Smoke", rig.Status("undeclared").Reason);
    }

    [Fact]
    public async Task Sampler_DeviceThatNeverWorks_IsTriedEverMoreRarely()
    {
        var time = new FakeTimeProvider();
        var opened = 0;
        var gateway = ScriptedDevice.Gateway(ScriptedDevice.Options("gone", () =>
        {
            Interlocked.Increment(ref opened);
            throw new DeviceException(DeviceFault.NotResponding, "There is nothing here.");
        }));
        await using var rig = new SamplerRig(gateway, _hardware, time);
        await rig.StartAsync();
        await rig.IsAsync("gone", DeviceHealth.Failed);

        var elapsed = TimeSpan.Zero;
        await Eventually.HoldsAsync("it has been tried ten times", () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            elapsed += TimeSpan.FromMilliseconds(500);
            return Volatile.Read(ref opened) >= 10;
        });

        // 1, 2, 4, 8, 16, 30, 30, 30, 30 s without jitter: 151 s. Ten tries at a fixed second would take 10 s.
        Assert.True(elapsed > TimeSpan.FromSeconds(40), $"ten tries in {elapsed}");
        Assert.Equal("There is nothing here.", rig.Status("gone").Reason);
    }

    [Fact]
    public async Task Sampler_SourceAtItsEnd_SaysSoAndIsNotTriedAgain()
    {
        var opened = 0;
        var gateway = ScriptedDevice.Gateway(ScriptedDevice.Options("clip", () =>
        {
            Interlocked.Increment(ref opened);
            return new ScriptedSource(AtRest, AtRest);
        }));
        await using var rig = new SamplerRig(gateway, _hardware, TimeProvider.System);
        await rig.StartAsync();

        await rig.IsAsync("clip", DeviceHealth.Failed);
        await Eventually.HoldsAsync("its silence is seen", () => rig.Of("clip").Any(reading => !reading.IsGood));

        Assert.Equal(2, rig.Of("clip").Count(reading => reading.IsGood));
        Assert.Contains("end", rig.Status("clip").Reason);
        Assert.Equal(1, opened);
    }

    [Fact]
    public void Channel_Full_CountsWhatItDropsAndNeverWaits()
    {
        var drops = new DropCounters();
        var channel = new Agent.Sampling.ReadingChannel(drops);
        for (var i = 0; i < 10_000; i++)
        {
            channel.Write(default);
        }

        Assert.Equal(10_000, channel.Reader.Count + drops.Of(DropReason.ChannelFull));
        Assert.True(drops.Of(DropReason.ChannelFull) > 0);
        Assert.Equal(drops.Of(DropReason.ChannelFull), drops.Snapshot()[DropReason.ChannelFull.Name()]);
    }
}
