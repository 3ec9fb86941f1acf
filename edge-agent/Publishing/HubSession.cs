using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Agent.Centre;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeGrid.Agent.Publishing;

/// <summary>What is told and heard over a connection besides records.</summary>
/// <param name="Status">Of the gateway.</param>
/// <param name="Centre">What the hub wants, and what it is told of that.</param>
internal sealed record HubTalk(StatusReport Status, CentreLink Centre);

/// <summary>What is done over one connection: tell the status, follow whether the hub is there, drain while it is, answer it.</summary>
internal sealed class HubSession(
    PublisherSettings settings,
    IOutbox outbox,
    HubTalk talk,
    TimeProvider time,
    ILogger log)
{
    private static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(2);

    // Only the newest presence matters.
    private readonly Channel<bool> _hubPresence = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile RecordDrain[] _drains = [];

    /// <summary>Something was appended.</summary>
    public void Wake()
    {
        foreach (var drain in _drains)
        {
            drain.Wake();
        }
    }

    /// <summary>Connects, and works until the connection ends or the agent stops.</summary>
    /// <exception cref="MqttCommunicationException">There is no broker, or it does not let this gateway in.</exception>
    public async Task<LinkEnd> RunAsync(CancellationToken stopping)
    {
        await using var link = await ConnectAsync(stopping);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var work = Task.WhenAll(
            UntilOverAsync(link, TellStatusAsync, over.Token),
            UntilOverAsync(link, FollowHubAsync, over.Token),
            UntilOverAsync(link, ReplyAsync, over.Token));
        await Task.WhenAny(link.Ended, work);
        await over.CancelAsync();
        await work;
        if (stopping.IsCancellationRequested)
        {
            await SayFarewellAsync(link);
            return new LinkEnd("the gateway stops");
        }

        return await link.Ended;
    }

    private async Task<HubLink> ConnectAsync(CancellationToken stopping)
    {
        // A broker that is just going down, or whose machine hangs, takes the connection and never greets; the client
        // keeps a timeout of its own only where no token can cancel it.
        using var timeout = new CancellationTokenSource(settings.GreetedWithin, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
        var options = HubLinkOptions.Make(settings.Hub, settings.Gateway, Status(online: false));
        try
        {
            var link = await HubLink.ConnectAsync(
                options,
                settings.Gateway,
                log,
                new HubLinkListeners(Acknowledge, present => _hubPresence.Writer.TryWrite(present), talk.Centre.Receive),
                bounded.Token);
            log.Connected(settings.Hub.Url.GetLeftPart(UriPartial.Authority), options.ClientId);
            return link;
        }
        catch (Exception) when (timeout.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new MqttCommunicationException($"the broker has not answered for {settings.GreetedWithin.TotalSeconds:0} s");
        }
    }

    /// <summary>Runs one of the session's loops; a failure in it ends the link, and with it the session.</summary>
    private static async Task UntilOverAsync(HubLink link, Func<HubLink, CancellationToken, Task> loop, CancellationToken over)
    {
        try
        {
            await loop(link, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            link.Fail(exception.Message);
        }
    }

    private async Task TellStatusAsync(HubLink link, CancellationToken over)
    {
        var change = talk.Status.WaitForChangeAsync(over);
        while (true)
        {
            var answered = link.PublishAsync(StatusMessage(online: true), over);
            try
            {
                await answered.WaitAsync(settings.StatusWithin, time, over);
            }
            catch (TimeoutException)
            {
                link.Fail($"the broker has not answered for {settings.StatusWithin.TotalSeconds:0} s");
                return;
            }

            await Task.WhenAny(change, Task.Delay(settings.StatusEvery, time, over));
            over.ThrowIfCancellationRequested();
            if (change.IsCompleted)
            {
                await change;
                change = talk.Status.WaitForChangeAsync(over);
            }
        }
    }

    private async Task FollowHubAsync(HubLink link, CancellationToken over)
    {
        // Until the hub has said that it is there it is not: a broker of its own may stand without it.
        var present = await _hubPresence.Reader.ReadAsync(over);
        while (true)
        {
            if (present)
            {
                log.HubPresent(outbox.Status(Lane.Alerts).Pending, outbox.Status(Lane.Readings).Pending);
                talk.Centre.Receive(new CentreMessage(CentreLink.HubIsThere, default));
                await DrainWhilePresentAsync(link, over);
            }

            log.HubAbsent();
            do
            {
                present = await _hubPresence.Reader.ReadAsync(over);
            }
            while (!present);
        }
    }

    // A reply that is lost with its connection is told anew when the hub is there again.
    private async Task ReplyAsync(HubLink link, CancellationToken over)
    {
        await foreach (var reply in talk.Centre.Replies.ReadAllAsync(over))
        {
            var message = new MqttApplicationMessageBuilder()
                .WithTopic(reply.Topic)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithContentType(ContentTypes.Json)
                .WithPayload(reply.Payload);
            if (reply.CorrelationData is { } correlation)
            {
                message.WithCorrelationData(correlation);
            }

            var result = await link.PublishAsync(message.Build(), over);
            if (!result.IsSuccess)
            {
                log.ReplyNotTaken(reply.Topic, $"{result.ReasonCode} {result.ReasonString}".TrimEnd());
            }
        }
    }

    private async Task DrainWhilePresentAsync(HubLink link, CancellationToken over)
    {
        var context = new DrainContext(outbox, link, settings, time, log);
        using var absent = CancellationTokenSource.CreateLinkedTokenSource(over);
        _drains =
        [
            new RecordDrain(RecordKind.Alert, settings.AlertsInFlight, context),
            new RecordDrain(RecordKind.Loss, settings.LossesInFlight, context),
            new RecordDrain(RecordKind.Evidence, settings.EvidenceInFlight, context),
            new RecordDrain(RecordKind.Readings, settings.BatchesInFlight, context),
        ];
        var draining = _drains.Select(drain => Task.Run(() => UntilOverAsync(link, (_, token) => drain.RunAsync(token), absent.Token), CancellationToken.None)).ToArray();
        try
        {
            while (await _hubPresence.Reader.ReadAsync(over))
            {
            }
        }
        finally
        {
            await absent.CancelAsync();
            await Task.WhenAll(draining);
            _drains = [];
        }
    }

    private void Acknowledge(Ack ack)
    {
        if (ack.Outcome == AckOutcome.Quarantined)
        {
            log.Quarantined(ack.Sequence, ack.Reason);
        }

        foreach (var drain in _drains)
        {
            if (drain.TryAcknowledge(ack))
            {
                return;
            }
        }

        // Late: for what an earlier connection sent. A lane ignores an epoch that is not its own.
        if (ack.Outcome == AckOutcome.Conflict)
        {
            return;
        }

        outbox.Remove(Lane.Alerts, ack.Epoch, ack.Sequence, ack.Count);
        outbox.Remove(Lane.Readings, ack.Epoch, ack.Sequence, ack.Count);
    }

    private async Task SayFarewellAsync(HubLink link)
    {
        try
        {
            using var bound = new CancellationTokenSource(FarewellWithin, time);
            await link.PublishAsync(StatusMessage(online: false), bound.Token);
            await link.LeaveAsync();
        }
        catch (Exception exception) when (exception is MqttCommunicationException or OperationCanceledException)
        {
            // The will says the same, a little later.
            log.FarewellNotTaken(exception.Message);
        }
    }

    private MqttApplicationMessage StatusMessage(bool online) => new MqttApplicationMessageBuilder()
        .WithTopic(Topics.Status(settings.Gateway))
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
        .WithRetainFlag()
        .WithContentType(ContentTypes.Json)
        .WithPayload(JsonSerializer.SerializeToUtf8Bytes(Status(online), WireJson.Wire.GatewayStatus))
        .Build();

    private GatewayStatus Status(bool online) => talk.Status.Current(online) with
    {
        Alerts = outbox.Status(Lane.Alerts),
        Readings = outbox.Status(Lane.Readings),
    };
}
