using System.Globalization;

namespace EdgeGrid.Testing;

/// <summary>
/// A real PostgreSQL on loopback, of Debian's package, with a cluster of its own. Its default order of texts is that of
/// a language, so that whoever relies on an order has to say which.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Said of a test that is skipped for want of it.</summary>
    public const string Missing = "PostgreSQL is not installed; `./edgegrid test` installs it.";

    private const string Packages = "/usr/lib/postgresql";

    // The cluster is made in the first life. cat ends with whoever started this, however they end; then so does the server,
    // at once, and its folder.
    private const string Script = """
        programs=$1 folder=$2 port=$3 password=$4 fsync=$5 memory=$6
        export LC_ALL=C
        if [ ! -d "$folder/cluster" ]; then
          mkdir -m 700 "$folder" && printf %s "$password" > "$folder/password"
          for order in "--locale-provider=icu --icu-locale=en" ""; do
            "$programs/initdb" -D "$folder/cluster" -U edgegrid -A scram-sha-256 --pwfile "$folder/password" -E UTF8 --locale=C $order --no-sync && break
            rm -rf "$folder/cluster"
          done
        fi
        # Of a life that was killed. Where nobody takes leave of the dead, its number still seems to be in use.
        rm -f "$folder/cluster/postmaster.pid"
        "$programs/postgres" -D "$folder/cluster" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
          -c fsync=$fsync -c max_connections=300 -c shared_buffers=$memory <&- &
        server=$!
        cat > /dev/null
        kill -QUIT $server
        wait $server
        rm -rf "$folder"
        """;

    private static readonly Lazy<Task<PostgresServer>> OfThisProcess = new(() => StartAsync());

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"edgegrid-postgres-{Guid.NewGuid():n}");
    private RunningProcess? _process;

    private readonly bool _durable;

    private PostgresServer(bool durable) => _durable = durable;

    /// <summary>This machine has one.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>It has not been killed.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The same in every life, on 127.0.0.1.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>Who may do everything.</summary>
    public string User => "edgegrid";

    /// <summary>Their password.</summary>
    public string Password { get; } = Guid.NewGuid().ToString("n");

    // The newest, if there are several.
    private static string? Programs => !Directory.Exists(Packages) ? null : Directory.GetDirectories(Packages)
        .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
        .Select(folder => Path.Combine(folder, "bin"))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    /// <summary>The one that the tests of a process share; it ends with the process. Each test takes a database of its own.</summary>
    public static Task<PostgresServer> SharedAsync() => OfThisProcess.Value;

    /// <summary>One for whoever ends it.</summary>
    /// <param name="durable">What it commits is synced, and it may take memory as a server does: for measuring. In tests processes die, and the machine does not.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var server = new PostgresServer(durable);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9, of all its processes.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>The next life, with what the last one had committed.</summary>
    public async Task StartAgainAsync()
    {
        // The server refuses to run as root.
        string[] asItsUser = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : [];
        string[] command = [.. asItsUser, "sh", "-c", Script, "postgres", Programs!, _folder, Port.ToString(CultureInfo.InvariantCulture), Password,
            _durable ? "on" : "off", _durable ? "1GB" : "64MB"];
        _process = RunningProcess.Start(command[0], command[1..]);
        await _process.SaysAsync("ready to accept connections", seconds: 60);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
