using Npgsql;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>What a person can do when PostgreSQL does not let the hub in (PostgreSQL, appendix A: error codes).</summary>
internal static class PostgresRemedy
{
    public static string For(Exception e) => (e as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Check Username in --store, the password in the file that --store-password-file names, and pg_hba.conf at the server.",
        PostgresErrorCodes.InvalidCatalogName => "Make the database with `createdb --encoding=UTF8 --template=template0`, owned by the hub's user.",
        PostgresErrorCodes.InsufficientPrivilege => "Let the hub's user own the database: ALTER DATABASE … OWNER TO ….",
        PostgresErrorCodes.LockNotAvailable => "Another hub is at work on it: end that one, or wait until it is done.",
        null => "Is PostgreSQL running there, and does it listen to this machine (listen_addresses, pg_hba.conf, firewall)?",
        _ => "The server's log says more.",
    };
}
