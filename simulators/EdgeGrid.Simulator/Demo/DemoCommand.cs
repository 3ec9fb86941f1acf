using System.CommandLine;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Demo;

/// <summary><c>demo</c>: the whole of EdgeGrid at small scale on one machine.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Headless = new("--headless") { Description = "for a machine: ends by itself, fails if an alert was lost or filed twice" };

    private static readonly Option<int?> Seconds = new("--seconds") { Description = "how long it plays; a headless demo plays 60 seconds unless told otherwise", HelpName = "N" };

    private static readonly Option<string?> Report = new("--report") { Description = "write the account as JSON", HelpName = "FILE" };

    private static readonly Option<string?> Nmea = new("--nmea") { Description = "play a receiver's recorded output in place of the worker's tracker", HelpName = "FILE" };

    private static readonly Option<string?> Video = new("--video") { Description = "a video file, rtsp://…, http://… or /dev/videoN in place of the rendered street", HelpName = "SOURCE" };

    private static readonly Option<bool> Native = new("--native") { Description = "run the building's gateway as the native file" };

    private static readonly Option<string?> NativeAgent = new("--native-agent") { Description = "the native file", Hidden = true };

    private static readonly Option<int> HttpPort = CommonOptions.Port("--http-port", "of the page; another is taken when it is not free", usual: 5080, least: 0);

    private static readonly Option<int> MqttPort = CommonOptions.Port("--mqtt-port", "of the broker; another is taken when it is not free", usual: 1883, least: 0);

    public static Command Create()
    {
        var command = new Command("demo", "A hub and four gateways with simulated sensors play a minute of a city's life.")
        {
            Headless, Seconds, Report, Nmea, Video, Native, NativeAgent, HttpPort, MqttPort,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Seconds) is < 5)
            {
                result.AddError("--seconds: at least 5, or nothing has time to happen.");
            }

            if (result.GetValue(Nmea) is { } recording && !File.Exists(recording))
            {
                result.AddError($"--nmea: there is no file '{recording}'.");
            }

            if (result.GetValue(Report) is { } report && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(report))))
            {
                result.AddError($"--report: there is no folder for '{report}'.");
            }

            if (result.GetValue(Native) && result.GetValue(NativeAgent) is null)
            {
                result.AddError("--native: run it as ./edgegrid demo --native, which makes the native file first.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new DemoOptions
            {
                Headless = parsed.GetValue(Headless),
                Seconds = parsed.GetValue(Seconds) ?? (parsed.GetValue(Headless) ? 60 : null),
                Report = parsed.GetValue(Report),
                Nmea = parsed.GetValue(Nmea),
                Video = parsed.GetValue(Video),
                NativeAgent = parsed.GetValue(Native) ? parsed.GetValue(NativeAgent) : null,
                HttpPort = parsed.GetValue(HttpPort),
                MqttPort = parsed.GetValue(MqttPort),
            };
            await using var demo = new DemoRun(options, TimeProvider.System);
            return await demo.PlayAsync(cancellationToken);
        });
        return command;
    }
}
