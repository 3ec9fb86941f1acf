using EdgeGrid.Hub.Configuration;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// The way in where no token file is configured: a token for an administrator, made at the first start, in a file of the
/// data folder that only the hub's own user may read. Whoever can read it owns the hub's data anyway.
/// </summary>
internal static class AdministratorToken
{
    public const string FileName = "administrator.token";

    public const string Holder = "administrator";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string PathIn(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), FileName);

    /// <summary>Reads the token, or makes it.</summary>
    /// <exception cref="HubStartException">The file cannot be used; the message says why and what to do.</exception>
    public static TokenFile ReadOrMake(string dataFolder)
    {
        var path = PathIn(dataFolder);
        try
        {
            if (!File.Exists(path))
            {
                SecretLines.Make(path, TokenFile.NewToken());
            }

            var token = File.ReadAllText(path).Trim();
            if (!TokenFile.IsToken(token))
            {
                throw new HubStartException($"{path} holds no token. Delete it, and the next start makes another.");
            }

            if (!OperatingSystem.IsWindows())
            {
                // A copy or a backup that was put back may have lost it.
                File.SetUnixFileMode(path, OwnerOnly);
            }

            return TokenFile.Of(Holder, Role.Administrator, token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubStartException($"The administrator's token {path} cannot be used: {e.Message} Let the user that runs the hub own it, or give a token file with --tokens.", e);
        }
    }
}
