using EdgeGrid.Simulation.Video;
using static EdgeGrid.Devices.Camera.Tests.Clips;

namespace EdgeGrid.Devices.Camera.Tests.Motion;

/// <summary>What changes the picture and is nobody must not last long enough to be taken for a body.</summary>
public sealed class LightTests(Clips clips)
{
    private const double MinArea = 0.3;

    public static TheoryData<string> Nobody() => [.. Scenes.Keys];

    private static Dictionary<string, (double Noise, ClipEvent[] Events)> Scenes { get; } = new(StringComparer.Ordinal)
    {
        ["night"] = (4, []),
        ["night with a poor camera"] = (10, []),
        ["lamp on and off"] = (4, [new LampLit(At(4), At(4))]),
        ["lamp that fades in"] = (4, [new LampLit(At(4), At(5)) { Fade = At(2) }]),
        ["shop window on and off"] = (4, [new ShopLit(At(4), At(4))]),
        ["floodlight on and off"] = (4, [new FloodLit(At(4), At(4))]),
        ["lamp and shop together"] = (6, [new LampLit(At(4), At(4)), new ShopLit(At(4), At(5))]),
        ["headlights"] = (4, [new HeadlightsSweep(At(4), At(3)), new HeadlightsSweep(At(8), At(1.5))]),
        ["rain"] = (6, [new Rain(At(0), At(12))]),
        ["cat"] = (4, [new CatRuns(At(4), At(3))]),
    };

    [Theory]
    [MemberData(nameof(Nobody))]
    public async Task Motion_OfNobody_NeverLastsASecond(string scene)
    {
        var (noise, events) = Scenes[scene];
        var measurements = await Watching.AllAsync(clips.Street(scene.Replace(' ', '-'), 12, noise, events));

        Assert.Equal(60, measurements.Count);
        Assert.InRange(Watching.LongestRun(measurements, MinArea), 0, 3);
    }
}
