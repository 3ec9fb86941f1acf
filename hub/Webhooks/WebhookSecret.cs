using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>
/// Signs what is sent (as standardwebhooks.com has it): HMAC-SHA256 over id, time and body. Each webhook has a key of its
/// own, derived from the one in the file: no key stands in the store, and a receiver that loses its own gives nobody
/// else's away.
/// </summary>
internal sealed class WebhookSecret
{
    public const string FileName = "webhook.secret";

    private const int LeastLength = 32;

    private readonly byte[] _master;

    private WebhookSecret(byte[] master) => _master = master;

    /// <exception cref="HubStartException">The file cannot be used; the message says why.</exception>
    public static WebhookSecret ReadOrMake(string? file, string dataFolder)
    {
        var path = file ?? Path.Combine(Path.GetFullPath(dataFolder), FileName);
        try
        {
            if (file is null && !File.Exists(path))
            {
                SecretLines.Make(path, TokenFile.NewToken());
            }

            var text = File.ReadAllText(path).Trim();
            return text.Length >= LeastLength
                ? new WebhookSecret(Encoding.UTF8.GetBytes(text))
                : throw new HubStartException($"The key of webhooks in {path} is too short: it needs {LeastLength} characters of chance, like `openssl rand -hex 32` makes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubStartException($"The key of webhooks {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A webhook's own key, as its receiver is given it.</summary>
    public string KeyOf(string webhookId) => $"whsec_{Convert.ToBase64String(BytesOf(webhookId))}";

    /// <summary>The header <c>webhook-signature</c>.</summary>
    public string Sign(string webhookId, string messageId, long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, BytesOf(webhookId));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{messageId}.{seconds}."));
        hmac.AppendData(body);
        return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
    }

    private byte[] BytesOf(string webhookId) => HMACSHA256.HashData(_master, Encoding.UTF8.GetBytes($"webhook {webhookId}"));
}
