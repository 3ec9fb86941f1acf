using System.Net;

namespace EdgeGrid.Testing;

/// <summary>A real mosquitto on loopback that keeps nothing on the disk: whoever restarts it restarts it with amnesia.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly TemporaryFolder _folder = new();
    private RunningProcess? _process;

    private Mosquitto(int port, IEnumerable<string> configuration)
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
        // Started as root it would become a user of its own, who may not read a test's folder.
        File.WriteAllLines(
            _folder.File("conf"),
            [$"listener {port} {EndPoint.Address}", "allow_anonymous true", "persistence false", "user root", .. configuration]);
    }

    /// <summary>Said of a test that is skipped for want of it.</summary>
    public const string Missing = "mosquitto is not installed; `./edgegrid test` installs it.";

    /// <summary>This machine has one.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>The same in every life.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>For whoever connects.</summary>
    public Uri Url => new($"mqtt://{EndPoint}");

    /// <summary>Starts one on a port that the system chooses.</summary>
    /// <param name="configuration">Further lines of its configuration.</param>
    public static Task<Mosquitto> StartAsync(params IEnumerable<string> configuration) => StartAsync(Ports.Free(), configuration);

    /// <summary>Starts one on a port that somebody knows already.</summary>
    public static async Task<Mosquitto> StartAsync(int port, params IEnumerable<string> configuration)
    {
        var broker = new Mosquitto(port, configuration);
        try
        {
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>The next life, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        _process = RunningProcess.Start(Program, "-c", _folder.File("conf"));
        await _process.SaysAsync("running");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }
}
