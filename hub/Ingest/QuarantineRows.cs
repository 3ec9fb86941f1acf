using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Keeps what could not be understood: alike ones together, the first 4 KB, and never more than so many rows.</summary>
internal static class QuarantineRows
{
    public const int KeptBytes = 4096;
    public const int MaxRows = 10_000;

    private const int MaxText = 500;

    /// <summary>Topics and reasons quote their sender, who may be verbose, or hostile.</summary>
    public static string Bounded(string text)
    {
        if (text.Length <= MaxText)
        {
            return text;
        }

        // Not through the middle of a character of two halves: half of one is no text.
        return text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
    }

    public static async Task KeepAsync(HubDb db, InboundMessage message, string gateway, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = message.Payload[..Math.Min(message.Payload.Length, KeptBytes)].ToArray();
        var topic = Bounded(message.Topic);
        var alike = await db.Quarantine
            .Where(row => row.Topic == topic && row.Gateway == gateway && row.Reason == reason)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(kept => kept.Count, before => before.Count + 1)
                    .SetProperty(last => last.LastAt, now)
                    .SetProperty(newest => newest.Size, message.Payload.Length)
                    .SetProperty(newest => newest.Payload, kept),
                cancellationToken);
        if (alike > 0)
        {
            return;
        }

        if (await db.Quarantine.CountAsync(cancellationToken) >= MaxRows)
        {
            await db.Quarantine.OrderBy(row => row.LastAt).Take(1 + (MaxRows / 100)).ExecuteDeleteAsync(cancellationToken);
        }

        db.Quarantine.Add(new QuarantineRow
        {
            Topic = topic,
            Gateway = gateway,
            Reason = reason,
            Payload = kept,
            Size = message.Payload.Length,
            FirstAt = now,
            LastAt = now,
            Count = 1,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
