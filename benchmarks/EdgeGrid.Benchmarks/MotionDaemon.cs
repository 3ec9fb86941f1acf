using System.Diagnostics;
using System.Globalization;
using EdgeGrid.Devices;

namespace EdgeGrid.Benchmarks;

/// <summary>The C daemon <c>motion</c>, watching a video file at that file's own pace and doing nothing else.</summary>
internal static class MotionDaemon
{
    /// <summary>It plays in real time; longer than this tells nothing new.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(3);

    /// <returns>What it cost; null where it is not installed.</returns>
    public static async Task<Watched?> WatchAsync(string video, string folder, CancellationToken cancellationToken)
    {
        if (Find() is not { } program)
        {
            return null;
        }

        var rate = await RateAsync(video, cancellationToken);
        var configuration = Path.Combine(folder, "motion.conf");
        await File.WriteAllTextAsync(configuration, Configuration(video, rate, folder), cancellationToken);
        using var daemon = Process.Start(new ProcessStartInfo(program, ["-n", "-c", configuration])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = Task.WhenAll(daemon.StandardError.ReadToEndAsync(cancellationToken), daemon.StandardOutput.ReadToEndAsync(cancellationToken));
        try
        {
            await Task.Delay(StartUp, TimeProvider.System, cancellationToken);
            daemon.Refresh();
            var (before, started) = (daemon.TotalProcessorTime, TimeProvider.System.GetTimestamp());
            await Task.Delay(Longest, TimeProvider.System, cancellationToken);
            daemon.Refresh();
            var cpu = daemon.TotalProcessorTime - before;
            var frames = (int)(TimeProvider.System.GetElapsedTime(started).TotalSeconds * rate);
            return new Watched(frames, 0, cpu, daemon.WorkingSet64 >> 20);
        }
        catch (InvalidOperationException ended) when (daemon.HasExited)
        {
            throw new InvalidOperationException("motion ended by itself: " + string.Join('\n', await output), ended);
        }
        finally
        {
            daemon.Kill();
            await daemon.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string? Find() => Environment.GetEnvironmentVariable("PATH")?.Split(':')
        .Select(folder => Path.Combine(folder, "motion"))
        .FirstOrDefault(File.Exists);

    private static async Task<double> RateAsync(string video, CancellationToken cancellationToken)
    {
        await using var camera = MotionBenchmark.Camera(video);
        var detail = (await camera.OpenAsync(cancellationToken)).Detail;
        return detail.Split(' ') is [_, var rate, ..] && double.TryParse(rate, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new DeviceException(DeviceFault.NoPicture, $"{video} does not tell its frame rate.");
    }

    private static string Configuration(string video, double rate, string folder) => $"""
        daemon off
        setup_mode off
        log_level 4
        target_dir {folder}
        netcam_url file://{video}
        framerate {Math.Round(rate):0}
        movie_output off
        picture_output off
        webcontrol_port 0
        stream_port 0

        """;
}
