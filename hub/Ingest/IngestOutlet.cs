using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;
using MQTTnet.Exceptions;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Tells what has been committed: the senders first, then the broker, then the world. What cannot be told to a sender
/// is sent again by it and answered then; steps of cases wait in the store until the broker has them.
/// </summary>
internal sealed class IngestOutlet(BrokerConnection connection, HubStore store, TimeProvider time, ILogger<IngestOutlet> logger)
{
    private const int NoticesAtOnce = 100;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Channel<Committed> _committed = Channel.CreateBounded<Committed>(new BoundedChannelOptions(32) { SingleReader = true });
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _publishedNotices;

    /// <summary>The last notice that the broker has: it and those before it may be deleted.</summary>
    public long PublishedNotices => Interlocked.Read(ref _publishedNotices);

    public ValueTask WriteAsync(Committed committed, CancellationToken cancellationToken) => _committed.Writer.WriteAsync(committed, cancellationToken);

    /// <summary>Notices of cases have been committed beside ingest.</summary>
    public void TellNotices() => _bell.Writer.TryWrite(true);

    /// <summary>Nothing more will be committed.</summary>
    public void Complete() => _committed.Writer.TryComplete();

    /// <summary>Acknowledges until everything committed has been.</summary>
    public async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        await foreach (var committed in _committed.Reader.ReadAllAsync(cancellationToken))
        {
            // Ours first: MQTT's own only lets the broker forget the message, so it follows whatever became of ours.
            var receipts = committed.Receipts;
            await TryAcknowledgeAsync(receipts.Count, () => TellSendersAsync(receipts), cancellationToken);
            await TryAcknowledgeAsync(receipts.Count, () => TellBrokerAsync(receipts, cancellationToken), cancellationToken);
            if (committed.Notices > 0)
            {
                TellNotices();
            }
        }

        _bell.Writer.TryComplete();
    }

    /// <summary>Publishes the steps of cases, those that an earlier run left over included.</summary>
    public async Task PublishNoticesAsync(CancellationToken cancellationToken)
    {
        await connection.ConnectedOnce.WaitAsync(cancellationToken);
        do
        {
            while (await PublishNextNoticesAsync(cancellationToken) == NoticesAtOnce)
            {
                // There are more.
            }
        }
        while (await _bell.Reader.WaitToReadAsync(cancellationToken) && _bell.Reader.TryRead(out _));
    }

    private Task TellSendersAsync(IReadOnlyList<Receipt> receipts) => Task.WhenAll(receipts
        .Where(receipt => receipt.ResponseTopic is not null)
        .Select(receipt => connection.PublishAsync(
            receipt.ResponseTopic!,
            JsonSerializer.SerializeToUtf8Bytes(receipt.Ack, WireJson.Wire.Ack),
            receipt.Item.Message.CorrelationData)));

    private static async Task TellBrokerAsync(IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        foreach (var receipt in receipts)
        {
            if (receipt.Item.Acknowledge is { } acknowledge)
            {
                await acknowledge(cancellationToken);
            }
        }
    }

    private async Task TryAcknowledgeAsync(int count, Func<Task> tell, CancellationToken cancellationToken)
    {
        try
        {
            await tell();
        }
        catch (Exception e) when (IsConnectionFailure(e) && !cancellationToken.IsCancellationRequested)
        {
            IngestLog.AckFailed(logger, count, e.Message);
        }
    }

    private async Task<int> PublishNextNoticesAsync(CancellationToken cancellationToken)
    {
        var notices = await ReadNoticesAsync(cancellationToken);
        foreach (var notice in notices)
        {
            while (!await TryPublishAsync(notice))
            {
                await Task.Delay(RetryPause, time, cancellationToken);
            }

            Interlocked.Exchange(ref _publishedNotices, notice.Id);
        }

        return notices.Count;
    }

    /// <summary>Tries until the store can be read: one that is a server may be away for a while.</summary>
    private async Task<List<NoticeRow>> ReadNoticesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var db = store.CreateDbContext();
                var after = PublishedNotices;
                return await db.Notices.AsNoTracking().Where(row => row.Id > after).OrderBy(row => row.Id).Take(NoticesAtOnce).ToListAsync(cancellationToken);
            }
            catch (Exception e) when (StoreFailure.Is(e))
            {
                IngestLog.NoticeFailed(logger, e.GetBaseException().Message);
                await Task.Delay(RetryPause, time, cancellationToken);
            }
        }
    }

    private async Task<bool> TryPublishAsync(NoticeRow notice)
    {
        try
        {
            await connection.PublishAsync(notice.Topic, notice.Payload);
            return true;
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            IngestLog.NoticeFailed(logger, e.Message);
            return false;
        }
    }

    private static bool IsConnectionFailure(Exception e) =>
        e is MqttCommunicationException or InvalidOperationException or ObjectDisposedException or OperationCanceledException or IOException;
}
