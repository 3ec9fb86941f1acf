using System.Globalization;
using EdgeGrid.Hub.Configuration;
using Npgsql;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>Where a PostgreSQL database is, as people write it, and how the hub connects to it.</summary>
internal static class PostgresAddress
{
    /// <summary>Longer than any batch takes: whoever waits so long for another's turn says that the store is busy, and tries again.</summary>
    private static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What the server keeps for each of the hub's connections, and no reset takes away. A commit is on the disk before it
    /// returns, whatever the server's own default. A hub whose machine is gone holds its turn for seconds, not for the two
    /// hours after which Linux misses a silent peer.
    /// </summary>
    private static readonly string Session = string.Create(
        CultureInfo.InvariantCulture,
        $"-c synchronous_commit=on -c lock_timeout={TurnTime.TotalMilliseconds} -c idle_in_transaction_session_timeout=60000 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");

    /// <summary>Why a connection string cannot be used; null when it can.</summary>
    public static string? Problem(string text)
    {
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return $"it is no connection string ({e.Message.ReplaceLineEndings(" ")}); it is like \"Host=db.example;Database=edgegrid;Username=edgegrid\"";
        }

        return address switch
        {
            { Password.Length: > 0 } => "it holds a password, which whoever lists processes can read: put it in a file and name that with --store-password-file",
            { Host: null or "" } => "it lacks Host, the server's name, address or socket folder",
            { Database: null or "" } => "it lacks Database, the database's name",
            _ => null,
        };
    }

    /// <exception cref="InvalidDataException">It cannot be used; the message says why.</exception>
    public static NpgsqlConnectionStringBuilder Of(ExternalStoreOptions options)
    {
        if (Problem(options.ConnectionString) is { } problem)
        {
            throw new InvalidDataException($"The store's address cannot be used: {problem}.");
        }

        var address = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        address.Options = $"{address.Options} {Session}".Trim();
        address.ApplicationName ??= "EdgeGrid hub";

        // The hub asks the same few hundred questions for ever: the server plans each once.
        address.MaxAutoPrepare = address.MaxAutoPrepare == 0 ? 200 : address.MaxAutoPrepare;
        address.AutoPrepareMinUsages = 2;
        return address;
    }
}
