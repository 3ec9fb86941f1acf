using EdgeGrid.Simulation.Video;

namespace EdgeGrid.Simulator.Demo;

/// <summary>What the demo's camera sees: a street at night, with what the script plays in it.</summary>
internal static class DemoClip
{
    // The camera starts a little after the clock, and is watched until the account is drawn up.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(18);

    /// <summary>Renders it, which takes some seconds.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="play">How long the play is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The path of the clip.</returns>
    public static async Task<string> RenderAsync(string folder, TimeSpan play, CancellationToken cancellationToken)
    {
        var length = (play < DemoScript.Length ? play : DemoScript.Length) + Margin;
        var path = Path.Combine(folder, "street.avi");
        var script = new ClipScript
        {
            // As many frames as the camera looks at, and no larger than the eye needs: nobody waits for the rest.
            Width = 480,
            Height = 270,
            FramesPerSecond = 5,
            Length = length,
            Events =
            [
                new PersonWalks(DemoScript.PersonEnters, TimeSpan.FromSeconds(7)),
                new LampLit(DemoScript.LightSwitchedOn, length),
            ],
        };
        await Task.Run(() => ClipRenderer.Render(path, script, cancellationToken), cancellationToken);
        return path;
    }
}
