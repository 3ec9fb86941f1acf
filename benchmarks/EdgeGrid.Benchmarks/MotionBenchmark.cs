using System.CommandLine;
using System.Diagnostics;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Camera;
using EdgeGrid.Simulation.Video;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// What it costs to watch a camera: CPU for each frame of a video file, user and system, decoding included, every frame
/// analysed. The C daemon <c>motion</c> watches the same file in the same run where it is installed.
/// </summary>
internal static class MotionBenchmark
{
    private const int Runs = 3;

    // Of what the daemon takes for the same.
    private const double MostShare = 1.2;

    private static readonly Option<FileInfo?> Video = new("--video")
    {
        Description = "The video file; a rendered street otherwise.",
        HelpName = "FILE",
    };

    public static Benchmark Benchmark { get; } = new(
        "motion",
        "CPU a frame of a video file, beside the daemon motion where it is installed.",
        (arguments, cancellationToken) => RunAsync(arguments.GetValue(Video), cancellationToken))
    {
        Options = [Video],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(FileInfo? video, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgegrid-bench-");
        try
        {
            var path = video?.FullName ?? Render(folder);
            var ours = new List<Watched>();
            var theirs = new List<Watched>();
            for (var run = 0; run < Runs; run++)
            {
                // In turns, so that both see the same machine.
                ours.Add(await WatchAsync(path, cancellationToken));
                if (await MotionDaemon.WatchAsync(path, folder.FullName, cancellationToken) is { } watched)
                {
                    theirs.Add(watched);
                }
            }

            return [.. Figures(ours.MinBy(run => run.MillisecondsEach)!, theirs.MinBy(run => run.MillisecondsEach))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Figure> Figures(Watched ours, Watched? motion)
    {
        yield return new Figure("frames analysed, all of them", ours.Frames, "frames");
        yield return new Figure("frames with motion", 100.0 * ours.WithMotion / ours.Frames, "%");
        yield return new Figure("CPU a frame, EdgeGrid", ours.MillisecondsEach, "ms", AtMost: motion?.MillisecondsEach * MostShare);
        yield return new Figure("resident, EdgeGrid with the benchmark around it", ours.ResidentMegabytes, "MB");
        if (motion is not null)
        {
            yield return new Figure("CPU a frame, motion", motion.MillisecondsEach, "ms");
            yield return new Figure("resident, motion", motion.ResidentMegabytes, "MB");
            yield return new Figure("EdgeGrid's CPU to motion's", ours.MillisecondsEach / motion.MillisecondsEach, "", AtMost: MostShare);
        }
    }

    private static string Render(DirectoryInfo folder)
    {
        var path = Path.Combine(folder.FullName, "street.avi");
        ClipRenderer.Render(path, new ClipScript
        {
            Length = TimeSpan.FromSeconds(40),
            Events = [new PersonWalks(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30))],
        });
        return path;
    }

    /// <summary>The agent's own camera driver on a file, as fast as it goes and with every frame analysed.</summary>
    internal static IListeningDevice Camera(string path)
    {
        var settings = CameraDevice.Kind.Options.ToDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal);
        settings["source"] = path;
        settings["pace"] = "fast";
        // Above the file's own rate: every frame is analysed.
        settings["rate"] = 30.0;
        return (IListeningDevice)CameraDevice.Kind.Create(
            new DeviceSettings(settings), new DeviceContext(new BoardHardware(), TimeProvider.System));
    }

    private static async Task<Watched> WatchAsync(string path, CancellationToken cancellationToken)
    {
        await using var camera = Camera(path);
        await camera.OpenAsync(cancellationToken);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        int frames = 0, moving = 0;
        await foreach (var measurement in camera.ListenAsync(cancellationToken))
        {
            frames++;
            moving += measurement.Value > 0 ? 1 : 0;
        }

        process.Refresh();
        return new Watched(frames, moving, process.TotalProcessorTime - before, process.WorkingSet64 >> 20);
    }
}

/// <summary>What watching a file cost.</summary>
/// <param name="Frames">Analysed.</param>
/// <param name="WithMotion">Of these.</param>
/// <param name="Cpu">User and system.</param>
/// <param name="ResidentMegabytes">Of the process.</param>
internal sealed record Watched(int Frames, int WithMotion, TimeSpan Cpu, long ResidentMegabytes)
{
    public double MillisecondsEach => Cpu.TotalMilliseconds / Frames;
}
