using System.Security.Cryptography;
using System.Text;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// Who may use HTTP: a line a token, <c>name:sha256:hash</c> with the hash in base64. The token itself stands nowhere:
/// it is 32 random bytes, so a plain hash of it cannot be guessed back. Written by <c>hub token add</c>.
/// </summary>
internal sealed class TokenFile
{
    private const int TokenBytes = 32;

    private readonly (string Name, byte[] Hash)[] _tokens;

    private TokenFile((string Name, byte[] Hash)[] tokens) => _tokens = tokens;

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
            .Select(one => Parse(one.Line) ?? throw new InvalidDataException($"{path}, line {one.Number}: not name:sha256:hash. `hub token add` writes such lines."))
            .ToArray();
        return tokens.Length > 0 ? new TokenFile(tokens) : throw new InvalidDataException($"The token file {path} holds no token. `hub token add` makes one.");
    }

    /// <summary>A new token, and the line that lets it in.</summary>
    public static (string Token, string Line) Create(string name)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return (token, $"{name}:sha256:{FingerprintOf(token)}");
    }

    /// <summary>The name of a token's holder; null when it is not valid. Takes as long whichever token it resembles.</summary>
    public string? HolderOf(string token)
    {
        var hash = HashOf(token);
        string? holder = null;
        foreach (var (name, expected) in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, expected))
            {
                holder = name;
            }
        }

        return holder;
    }

    /// <summary>What stands for a token where the token itself must not.</summary>
    public static string FingerprintOf(string token) => Convert.ToBase64String(HashOf(token));

    /// <summary>True while the file holds the token of that fingerprint.</summary>
    public bool Holds(string? fingerprint) => _tokens.Any(one => Convert.ToBase64String(one.Hash) == fingerprint);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static (string, byte[])? Parse(string line)
    {
        var parts = line.Split(':');
        var hash = new byte[SHA256.HashSizeInBytes];
        return parts is [{ Length: > 0 }, "sha256", _] && Convert.TryFromBase64String(parts[2], hash, out var written) && written == hash.Length
            ? (parts[0], hash)
            : null;
    }
}
