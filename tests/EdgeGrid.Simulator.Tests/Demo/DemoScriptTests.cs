using EdgeGrid.Agent.Configuration;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulator.Demo;
using EdgeGrid.Testing;

namespace EdgeGrid.Simulator.Tests.Demo;

public sealed class DemoScriptTests
{
    [Fact]
    public void Scenes_StandInTheOrderOfTime()
    {
        var times = DemoScript.Minute.Select(scene => scene.At).ToList();
        Assert.Equal(times.Order(), times);
        Assert.All(times, time => Assert.True(time < DemoScript.Length));
    }

    [Fact]
    public void Scenes_OfWhatIsReplacedByRealInput_AreNotPlayed()
    {
        var played = DemoScript.Minute.Where(scene => scene.IsPlayed(new DemoOptions { Nmea = "a", Video = "b" })).ToList();
        Assert.NotEmpty(played);
        Assert.DoesNotContain(played, scene => scene.InClip || scene.OfWorker);
    }

    [Theory]
    [InlineData("building")]
    [InlineData("street")]
    [InlineData("worker")]
    [InlineData("vehicle")]
    public void Configuration_WithItsWordsFilledIn_IsValid(string name)
    {
        using var folder = new TemporaryFolder();
        var ring = new[] { new GeoPosition(34.24, 117.19), new GeoPosition(34.25, 117.19), new GeoPosition(34.25, 117.2) };
        var path = DemoGateways.Write(
            name,
            folder.Path,
            new Uri("mqtt://127.0.0.1:1883"),
            ("i2c", "i2c:1"), ("gpio", "gpio:0"), ("port", "/dev/pts/0"), ("deadband", "5"), ("source", DemoGateways.Quoted("""my "street"\clip.avi""")), ("simulated", "true"), ("fence", DemoGateways.Fence(ring)));

        var read = new AgentConfiguration(Drivers.All, new SimulatedHardware(new SimulatedBoard(), "i2c:1", "gpio:0")).Load(path);

        Assert.True(read.Options is not null, read.Explain());
        Assert.True(read.Options.Gateway.Simulated);
    }
}
