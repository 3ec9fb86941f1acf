using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;

namespace EdgeGrid.Hub.Broker;

/// <summary>
/// Who may use the embedded broker: a line a user, <c>name:role:pbkdf2-sha256:iterations:salt:hash</c>, the last two in
/// base64. The role is <c>gateway</c>, whose name is its id, or an observer's: that of a person, which grants what it may
/// listen to, or <c>observer</c>, who listens to everything. Written by <c>hub user add</c>.
/// </summary>
internal sealed class UserFile
{
    /// <summary>What a name must be that is no gateway's.</summary>
    public const string NameRule = "1 to 64 letters, digits, '-', '_' or '.'";

    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly FrozenDictionary<string, User> _users;

    private UserFile(Dictionary<string, User> users) => _users = users.ToFrozenDictionary();

    /// <exception cref="InvalidDataException">The file cannot be read; the message says where and why, without any secret.</exception>
    public static UserFile Load(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The user file {path} cannot be read: {e.Message}", e);
        }

        var users = new Dictionary<string, User>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var user = Parse(line)
                ?? throw new InvalidDataException($"{path}, line {i + 1}: not name:role:{Scheme}:iterations:salt:hash with the role gateway, observer, or an observer's own, like dispatcher. `hub user add` writes such lines.");
            users[user.Name] = user;
        }

        return new UserFile(users);
    }

    /// <summary>The line of a new user; the password is hashed with a salt of its own.</summary>
    /// <param name="name">Who.</param>
    /// <param name="role">A gateway or an observer.</param>
    /// <param name="password">It stands in no file.</param>
    /// <param name="person">An observer's role; null listens to everything.</param>
    public static string LineFor(string name, ClientRole role, string password, Role? person = null)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return string.Join(':', name, person?.Word() ?? RoleName(role), Scheme, Iterations.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(salt), Convert.ToBase64String(hash));
    }

    /// <summary>True for what may be a user's name in that role.</summary>
    public static bool IsName(string name, ClientRole role) =>
        role == ClientRole.Gateway
            ? GatewayId.TryParse(name, out _)
            : name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>The role of a user with that password; null when there is no such user or the password is wrong, which takes equally long.</summary>
    public ClientRole? Verify(string? name, byte[]? password)
    {
        var user = name is null ? null : _users.GetValueOrDefault(name);
        var (iterations, salt, expected) = user is null ? (Iterations, new byte[SaltBytes], new byte[HashBytes]) : (user.Iterations, user.Salt, user.Hash);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password ?? [], salt, iterations, HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(hash, expected) ? user?.Role : null;
    }

    /// <summary>The role of a user; null when there is none of that name.</summary>
    public ClientRole? RoleOf(string? name) => name is null ? null : _users.GetValueOrDefault(name)?.Role;

    /// <summary>An observer's role as a person; null when it has none.</summary>
    public Role? PersonOf(string? name) => name is null ? null : _users.GetValueOrDefault(name)?.Person;

    private static User? Parse(string line)
    {
        var parts = line.Split(':');
        Role? person = parts.Length == 6 && Roles.TryParse(parts[1], out var known) && known != Role.Gateway ? known : null;
        ClientRole? role = parts.Length != 6 ? null : parts[1] switch
        {
            "gateway" => ClientRole.Gateway,
            "observer" => ClientRole.Observer,
            _ => person is null ? null : ClientRole.Observer,
        };
        if (role is null || parts[2] != Scheme || !IsName(parts[0], role.Value)
            || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations < 1000)
        {
            return null;
        }

        try
        {
            var (salt, hash) = (Convert.FromBase64String(parts[4]), Convert.FromBase64String(parts[5]));
            return salt.Length < 8 || hash.Length < 16 ? null : new User(parts[0], role.Value, person, iterations, salt, hash);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string RoleName(ClientRole role) => role == ClientRole.Gateway ? "gateway" : "observer";

    private sealed record User(string Name, ClientRole Role, Role? Person, int Iterations, byte[] Salt, byte[] Hash);
}
