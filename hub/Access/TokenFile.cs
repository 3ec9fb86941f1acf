using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Hub.Grids;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Who may use HTTP, and as what: a line a token, <c>name:role:sha256:hash</c> with the hash in base64, and after another
/// colon the department that a department's token stands for, where it is not the name. The token itself stands nowhere: it
/// is 32 random bytes, so a plain hash of it cannot be guessed back. Written by <c>hub token add</c>.
/// </summary>
internal sealed class TokenFile
{
    private const int TokenBytes = 32;

    private const string Scheme = "sha256";

    private readonly (TokenHolder Holder, byte[] Hash)[] _tokens;

    private TokenFile((TokenHolder Holder, byte[] Hash)[] tokens) => _tokens = tokens;

    /// <summary>Everyone who has a token.</summary>
    public IReadOnlyList<TokenHolder> Holders => [.. _tokens.Select(one => one.Holder)];

    /// <exception cref="InvalidDataException">The file cannot be read; the message says where and why, without any secret.</exception>
    public static TokenFile Load(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The token file {path} cannot be read: {e.Message}", e);
        }

        var tokens = lines
            .Select((line, index) => (Line: line.Trim(), Number: index + 1))
            .Where(one => one.Line.Length > 0 && one.Line[0] != '#')
            .Select(one => Parse(one.Line, $"{path}, line {one.Number}"))
            .ToArray();
        return tokens.Length > 0 ? new TokenFile(tokens) : throw new InvalidDataException($"The token file {path} holds no token. `hub token add` makes one.");
    }

    /// <summary>One token that stands in no such file.</summary>
    public static TokenFile Of(string name, Role role, string token) => new([(new TokenHolder(name, role, FingerprintOf(token), null), HashOf(token))]);

    /// <summary>A new token.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>True for what may be a token.</summary>
    public static bool IsToken(string text) => text.Length == 2 * TokenBytes && text.All(char.IsAsciiHexDigitLower);

    /// <summary>A new token, and the line that lets it in.</summary>
    public static (string Token, string Line) Create(string name, Role role, string? department = null)
    {
        var token = NewToken();
        return (token, $"{name}:{role.Word()}:{Scheme}:{FingerprintOf(token)}{(department is null ? "" : $":{department}")}");
    }

    /// <summary>A token's holder; null when it is not valid. Takes as long whichever token it resembles.</summary>
    public TokenHolder? HolderOf(string token)
    {
        var hash = HashOf(token);
        TokenHolder? found = null;
        foreach (var (holder, expected) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, expected))
            {
                found = holder;
            }
        }

        return found;
    }

    /// <summary>Who holds the token of that fingerprint now; null when nobody does any more.</summary>
    public TokenHolder? WithFingerprint(string? fingerprint) => _tokens.FirstOrDefault(one => one.Holder.Fingerprint == fingerprint).Holder;

    /// <summary>What stands for a token where the token itself must not.</summary>
    private static string FingerprintOf(string token) => Convert.ToBase64String(HashOf(token));

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static (TokenHolder Holder, byte[] Hash) Parse(string line, string where)
    {
        var parts = line.Split(':');
        if (parts is [{ Length: > 0 }, Scheme, _])
        {
            // As it was written before there were roles. What it may do now is for its owner to say: as everything it
            // would silently become more than it was.
            throw new InvalidDataException($"{where}: {parts[0]} has no role. Put one between name and hash, {parts[0]}:ROLE:{parts[1]}:…; the roles are {Roles.Words}.");
        }

        var hash = new byte[SHA256.HashSizeInBytes];
        if (parts is not [{ Length: > 0 }, _, Scheme, _, ..] || parts.Length > 5 || !Convert.TryFromBase64String(parts[3], hash, out var written) || written != hash.Length)
        {
            throw new InvalidDataException($"{where}: not name:role:{Scheme}:hash, nor one with a department after it. `hub token add` writes such lines.");
        }

        if (!Roles.TryParse(parts[1], out var role))
        {
            throw new InvalidDataException($"{where}: '{parts[1]}' is no role; the roles are {Roles.Words}.");
        }

        var department = parts.ElementAtOrDefault(4);
        return department is null || (role == Role.Department && GridCell.IsCode(department))
            ? (new TokenHolder(parts[0], role, Convert.ToBase64String(hash), department), hash)
            : throw new InvalidDataException($"{where}: '{department}' is no department's id, or {parts[0]} is not of the role {Role.Department.Word()}.");
    }
}

/// <summary>Whom a token stands for.</summary>
/// <param name="Name">Who it was made for.</param>
/// <param name="Role">What they are to the hub.</param>
/// <param name="Fingerprint">Of the token: lets nobody in.</param>
/// <param name="Department">Which department it stands for; null when it does not say.</param>
internal sealed record TokenHolder(string Name, Role Role, string Fingerprint, string? Department);
