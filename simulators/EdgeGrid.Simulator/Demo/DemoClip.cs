using EdgeGrid.Simulation.Video;

namespace EdgeGrid.Simulator.Demo;

/// <summary>What the demo's camera sees: a street at night, with what the script plays in it.</summary>
internal static class DemoClip
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(75);

    /// <summary>Renders it, which takes some seconds.</summary>
    /// <returns>The path of the clip.</returns>
    public static async Task<string> RenderAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "street.avi");
        var script = new ClipScript
        {
            // As many frames as the camera looks at, and no larger than the eye needs: nobody waits for the rest.
            Width = 480,
            Height = 270,
            FramesPerSecond = 5,
            Length = Length,
            Events =
            [
                new PersonWalks(DemoScript.PersonEnters, TimeSpan.FromSeconds(7)),
                new LampLit(DemoScript.LightSwitchedOn, Length),
            ],
        };
        await Task.Run(() => ClipRenderer.Render(path, script, cancellationToken), cancellationToken);
        return path;
    }
}
