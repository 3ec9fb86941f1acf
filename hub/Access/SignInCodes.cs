using System.Security.Cryptography;
using System.Text;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Codes that sign somebody in without typing, as the link that the hub prints at its start carries one. Each works once
/// and not for long, stands nowhere but in the link, and dies with the process.
/// </summary>
internal sealed class SignInCodes(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int MaxOpen = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TokenHolder Holder, DateTimeOffset Until)> _open = [];

    /// <summary>A new code for the holder of a token.</summary>
    public string New(TokenHolder holder)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var gone in _open.Where(one => one.Value.Until <= now).Select(one => one.Key).ToList())
            {
                _open.Remove(gone);
            }

            if (_open.Count == MaxOpen)
            {
                _open.Remove(_open.MinBy(one => one.Value.Until).Key);
            }

            _open[HashOf(code)] = (holder, now + Lifetime);
        }

        return code;
    }

    /// <summary>Whom a code signs in; null when it is unknown, used or too old.</summary>
    public TokenHolder? Take(string code)
    {
        lock (_gate)
        {
            return _open.Remove(HashOf(code), out var found) && found.Until > time.GetUtcNow() ? found.Holder : null;
        }
    }

    // Found by its hash: how long that takes tells nothing of the code.
    private static string HashOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
