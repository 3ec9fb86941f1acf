using EdgeGrid.Simulation.Video;
using EdgeGrid.Testing;

[assembly: AssemblyFixture(typeof(EdgeGrid.Devices.Camera.Tests.Clips))]

namespace EdgeGrid.Devices.Camera.Tests;

/// <summary>Rendered clips, each made once for all tests.</summary>
public sealed class Clips : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    public string Folder => _folder.Path;

    /// <summary>A street at night with some happenings, small enough to be rendered in a second.</summary>
    public string Street(string name, double seconds, double noise, params ClipEvent[] events)
    {
        lock (_lock)
        {
            if (!_made.TryGetValue(name, out var path))
            {
                path = _folder.File(name + ".avi");
                ClipRenderer.Render(path, new ClipScript
                {
                    Width = 320,
                    Height = 180,
                    Length = TimeSpan.FromSeconds(seconds),
                    Noise = noise,
                    Events = events,
                });
                _made[name] = path;
            }

            return path;
        }
    }

    /// <summary>Empty for three seconds, then someone walks through.</summary>
    public string Walker() => Street("walker", 9, 4, new PersonWalks(At(3), At(5)));

    public void Dispose() => _folder.Dispose();

    internal static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
