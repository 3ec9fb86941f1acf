using EdgeGrid.Simulation.Video;
using static EdgeGrid.Devices.Camera.Tests.Clips;

namespace EdgeGrid.Devices.Camera.Tests.Motion;

public sealed class WalkerTests(Clips clips)
{
    public static TheoryData<string> Somebody() => [.. Scenes.Keys];

    /// <summary>Each walks from second 3 to second 10.</summary>
    private static Dictionary<string, (double Noise, double LeastArea, ClipEvent[] Events)> Scenes { get; } = new(StringComparer.Ordinal)
    {
        ["someone"] = (4, 0.8, [new PersonWalks(At(3), At(7))]),
        ["someone from the right"] = (4, 0.8, [new PersonWalks(At(3), At(7)) { FromX = 1.05, ToX = -0.05 }]),
        ["someone far away"] = (4, 0.25, [new PersonWalks(At(3), At(7)) { Height = 0.22, Feet = 0.75 }]),
        ["someone and a poor camera"] = (8, 0.8, [new PersonWalks(At(3), At(7))]),
        ["someone in the rain"] = (5, 0.8, [new PersonWalks(At(3), At(7)), new Rain(At(0), At(12))]),
        ["someone as the lamp goes on"] = (4, 0.8, [new PersonWalks(At(3), At(7)), new LampLit(At(6), At(6))]),
        ["someone as the shop goes off"] = (4, 0.8, [new PersonWalks(At(3), At(7)), new ShopLit(At(0), At(6))]),
        ["someone under the lamp"] = (4, 0.8, [new PersonWalks(At(3), At(7)), new LampLit(At(0), At(12))]),
    };

    [Theory]
    [MemberData(nameof(Somebody))]
    public async Task Motion_OfSomeone_IsFoundOnTheWholeWay(string scene)
    {
        var (noise, leastArea, events) = Scenes[scene];
        var measurements = await Watching.AllAsync(clips.Street(scene.Replace(' ', '-'), 12, noise, events));

        // Two of the seven seconds are the way in and out at the picture's edges, and the first pictures confirm.
        var onTheWay = measurements.Skip(21).Take(25).ToList();
        Assert.InRange(onTheWay.Count(measurement => measurement.Value >= leastArea), 22, 25);
        Assert.All(measurements.Take(15), measurement => Assert.Equal(0, measurement.Value));
        Assert.All(measurements.TakeLast(4), measurement => Assert.Equal(0, measurement.Value));
    }

    [Fact]
    public async Task Motion_WhileTheSceneIsLearnt_IsWarmingUp()
    {
        var measurements = await Watching.AllAsync(clips.Walker());

        Assert.All(measurements.Take(10), measurement => Assert.Equal(DeviceFault.WarmingUp, measurement.Fault));
        Assert.All(measurements.Skip(10), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
    }

    [Fact]
    public async Task Picture_BlackForSeconds_IsNoPictureUntilItReturns()
    {
        var measurements = await Watching.AllAsync(clips.Street("black", 12, 4, new Blackout(At(4), At(4))));

        Assert.All(measurements.Skip(25).Take(14), measurement => Assert.Equal(DeviceFault.NoPicture, measurement.Fault));
        Assert.Equal(DeviceFault.None, measurements[^1].Fault);
        Assert.Equal(0, Watching.LongestRun(measurements, 0.1));
    }

    [Fact]
    public async Task Picture_FrozenForTenSeconds_IsNoPicture()
    {
        var measurements = await Watching.AllAsync(clips.Street("frozen", 20, 4, new Freeze(At(4), At(14))));

        Assert.All(measurements.Skip(10).Take(55), measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
        Assert.All(measurements.Skip(72).Take(16), measurement => Assert.Equal(DeviceFault.NoPicture, measurement.Fault));
        Assert.Equal(DeviceFault.None, measurements[^1].Fault);
    }
}
