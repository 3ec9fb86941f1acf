using System.Threading.Channels;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;
using MQTTnet;

namespace EdgeGrid.Agent.Publishing;

/// <summary>
/// Sends one kind of record while the hub is there: the oldest first, at most so many without an acknowledgement, and
/// each again that stays without one. Lives as long as one presence of the hub; the next one begins at the oldest
/// record again.
/// </summary>
internal sealed class RecordDrain(RecordKind kind, int window, DrainContext context)
{
    private readonly Lane _lane = kind == RecordKind.Readings ? Lane.Readings : Lane.Alerts;
    private readonly Dictionary<RecordIdentity, Sent> _inFlight = [];
    private readonly Lock _lock = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private RecordIdentity? _last;

    /// <summary>There may be something to send.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Takes an acknowledgement of something that this drain has sent.</summary>
    public bool TryAcknowledge(Ack ack)
    {
        var identity = new RecordIdentity(context.Settings.Gateway, ack.Epoch, ack.Sequence, ack.Count);
        lock (_lock)
        {
            if (!_inFlight.Remove(identity))
            {
                return false;
            }
        }

        if (ack.Outcome == AckOutcome.Conflict)
        {
            Restamp(identity);
        }
        else
        {
            context.Outbox.Remove(_lane, ack.Epoch, ack.Sequence, ack.Count);
        }

        Wake();
        return true;
    }

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var clock = context.Time.CreateTimer(_ => Wake(), null, context.Settings.ResendAfter / 5, context.Settings.ResendAfter / 5);
        while (!cancellationToken.IsCancellationRequested)
        {
            await SendOverdueAsync(cancellationToken);
            await SendNewAsync(cancellationToken);
            await _wake.Reader.ReadAsync(cancellationToken);
        }
    }

    // Reading begins at the oldest again when there is nothing newer, and when the last one's file is gone: what could not
    // be read before is not forgotten, and what is on its way is not sent twice for that.
    private async Task SendNewAsync(CancellationToken cancellationToken)
    {
        while (Free() is > 0 and var free && context.Outbox.Read(kind, _last, free) is { Count: > 0 } records)
        {
            foreach (var record in records)
            {
                _last = record.Identity;
                if (!IsInFlight(record.Identity))
                {
                    await SendAsync(record, attempt: 1, cancellationToken);
                }
            }
        }

        if (Free() == window)
        {
            _last = null;
        }
    }

    private async Task SendOverdueAsync(CancellationToken cancellationToken)
    {
        foreach (var sent in Overdue())
        {
            context.Log.SentAgain(kind, sent.Identity.Sequence, ResendAfter(sent.Attempt));
            var records = context.Outbox.Read(kind, sent.Identity with { Sequence = sent.Identity.Sequence - 1, Count = 1 }, 1);
            if (records is [var record] && record.Identity == sent.Identity)
            {
                await SendAsync(record, sent.Attempt + 1, cancellationToken);
            }
            else
            {
                // Gone from the outbox meanwhile: the lane was full.
                Forget(sent.Identity);
            }
        }
    }

    private async Task SendAsync(OutboxRecord record, int attempt, CancellationToken cancellationToken)
    {
        if (RecordMessage.TryBuild(record, context.Settings.Format, out var message) is { } problem)
        {
            context.Outbox.Discard(_lane, record.Identity, problem);
            return;
        }

        lock (_lock)
        {
            _inFlight[record.Identity] = new Sent(record.Identity, context.Time.GetTimestamp(), attempt);
        }

        var sending = PublishAsync(record.Identity.Sequence, message!, cancellationToken);

        // Alerts go out side by side. Of what is large only one is on its way to the broker at a time, so that an
        // alert waits behind at most one of them where the link is slow.
        if (kind != RecordKind.Alert)
        {
            await sending;
        }
    }

    private async Task PublishAsync(long sequence, MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var result = await context.Link.PublishAsync(message, cancellationToken);
            if (!result.IsSuccess)
            {
                context.Log.NotTaken(kind, sequence, $"{result.ReasonCode} {result.ReasonString}".TrimEnd());
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The hub or the link is gone; the next drain sends it again.
            return;
        }
        catch (Exception exception)
        {
            // Nobody awaits an alert's sending, so that nothing may leave here: the link is given up, and the next one
            // sends again what this one did not.
            context.Link.Fail(exception.Message);
        }
    }

    private void Restamp(RecordIdentity identity)
    {
        try
        {
            context.Outbox.Restamp(kind, identity);
        }
        catch (Exception exception)
        {
            // It waits as it is, is sent again, and the hub says the same again.
            context.Log.NotRestamped(identity, exception);
        }
    }

    private int Free()
    {
        lock (_lock)
        {
            return window - _inFlight.Count;
        }
    }

    private List<Sent> Overdue()
    {
        lock (_lock)
        {
            return [.. _inFlight.Values.Where(sent => context.Time.GetElapsedTime(sent.At) >= ResendAfter(sent.Attempt)).OrderBy(sent => sent.Identity.Sequence)];
        }
    }

    private TimeSpan ResendAfter(int attempt)
    {
        var after = context.Settings.ResendAfter * Math.Pow(2, Math.Min(attempt - 1, 10));
        return after < context.Settings.LongestResend ? after : context.Settings.LongestResend;
    }

    private bool IsInFlight(RecordIdentity identity)
    {
        lock (_lock)
        {
            return _inFlight.ContainsKey(identity);
        }
    }

    private void Forget(RecordIdentity identity)
    {
        lock (_lock)
        {
            _inFlight.Remove(identity);
        }
    }

    /// <param name="Identity">Of the record.</param>
    /// <param name="At">Timestamp of the clock.</param>
    /// <param name="Attempt">Counting from 1.</param>
    private sealed record Sent(RecordIdentity Identity, long At, int Attempt);
}

/// <summary>What the drains of one presence of the hub share.</summary>
internal sealed record DrainContext(IOutbox Outbox, HubLink Link, PublisherSettings Settings, TimeProvider Time, ILogger Log);
