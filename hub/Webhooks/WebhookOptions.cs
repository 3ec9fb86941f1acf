namespace EdgeGrid.Hub.Webhooks;

/// <summary>How the hub tells other systems of cases.</summary>
public sealed record WebhookOptions
{
    /// <summary>A file of the key that signs, at least 32 characters; without it the hub makes one in its data folder.</summary>
    public string? SecretFile { get; init; }

    /// <summary>True lets webhooks reach this machine and private networks. Otherwise whoever may add one could look into the network that the hub stands in.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>So often is one event sent before it is set aside.</summary>
    public int Tries { get; init; } = 8;

    /// <summary>Between the first two tries; each later pause is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An address that has not answered within so long has failed.</summary>
    public TimeSpan AnswersWithin { get; init; } = TimeSpan.FromSeconds(10);
}
