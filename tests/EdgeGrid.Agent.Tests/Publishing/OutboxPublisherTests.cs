using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Tests.Outbox;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Publishing;

public sealed class OutboxPublisherTests
{
    [Fact]
    public async Task Alert_Acknowledged_LeavesTheOutbox()
    {
        await using var rig = new PublisherRig();
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        var identity = rig.Outbox.Append(OutboxRig.Alert());
        await rig.DrainedAsync(Lane.Alerts);

        var message = Assert.Single(rig.Hub.Alerts);
        Assert.Equal((identity.Epoch, 1, 1), (message.Epoch, message.Sequence, message.Count));
        Assert.Equal(identity.ToString(), message.Correlation);
        Assert.Equal(Topics.Acks(SampleInputs.Gateway), message.ResponseTopic);
        Assert.Equal(ContentTypes.CloudEvents, message.ContentType);
    }

    [Fact]
    public async Task Alert_TakenByTheBrokerButNotAcknowledgedByTheHub_IsSentAgainUntilItIs()
    {
        await using var rig = new PublisherRig();
        rig.Hub.Answer = _ => null;
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        rig.Outbox.Append(OutboxRig.Alert());
        await Eventually.HoldsAsync("the alert has come three times", () => rig.Hub.Alerts.Count() >= 3);
        Assert.Equal(1, rig.Outbox.Status(Lane.Alerts).Pending);

        rig.Hub.Answer = _ => AckOutcome.Duplicate;
        await rig.DrainedAsync(Lane.Alerts);

        Assert.Single(rig.Hub.Alerts.Select(message => (message.Epoch, message.Sequence, Convert.ToHexString(message.Payload))).Distinct());
        Assert.All(rig.Hub.Alerts, message => Assert.DoesNotContain(UserProperties.Historical, message.Properties.Keys));
        Assert.True(rig.Log.Has(1405));
    }

    [Fact]
    public async Task Hub_NotThere_NothingIsSentUntilItIs()
    {
        await using var rig = new PublisherRig();
        await rig.Hub.StartAsync(online: false);
        await rig.StartAsync();
        rig.Outbox.Append(OutboxRig.Alert());
        rig.Outbox.Append(OutboxRig.Reading(1));
        await Eventually.HoldsAsync("the gateway is online and tells of its backlog", () => rig.Hub.LastStatus is { Online: true, Alerts.Pending: 1 });
        await rig.Hub.SetOnlineAsync(false);
        await Eventually.HoldsAsync("the agent knows that the hub is not there", () => rig.Log.Has(1403));
        Assert.Empty(rig.Hub.Alerts.Concat(rig.Hub.Batches));

        await rig.Hub.SetOnlineAsync(true);

        await rig.DrainedAsync(Lane.Alerts);
        await rig.DrainedAsync(Lane.Readings);
    }

    [Fact]
    public async Task Hub_GoneAndBack_WhatItNeverAcknowledgedIsSentAgain()
    {
        await using var rig = new PublisherRig(settings => settings with { ResendAfter = TimeSpan.FromMinutes(5) });
        rig.Hub.Answer = _ => null;
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        rig.Outbox.Append(OutboxRig.Alert());
        await Eventually.HoldsAsync("the alert has come", () => rig.Hub.Alerts.Any());

        await rig.Hub.SetOnlineAsync(false);
        await Eventually.HoldsAsync("the agent knows that the hub is not there", () => rig.Log.Has(1403));
        rig.Hub.Answer = _ => AckOutcome.Committed;
        await rig.Hub.SetOnlineAsync(true);

        await rig.DrainedAsync(Lane.Alerts);
        Assert.Equal(2, rig.Hub.Alerts.Count());
    }

    [Fact]
    public async Task Lane_SetAsideWhileTheHubIsThere_ItsFreshEpochIsSentFromTheFirst()
    {
        var outbox = new InMemoryOutbox();
        await using var rig = new PublisherRig(outbox: outbox);
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        outbox.Append(OutboxRig.Alert("before"));
        outbox.Append(OutboxRig.Alert("before"));
        await Eventually.HoldsAsync("the lane is drained", () => outbox.Status(Lane.Alerts).Pending == 0);

        outbox.SetAside(Lane.Alerts);
        outbox.Append(OutboxRig.Alert("after"));

        // The first of the fresh epoch is the line that tells of the loss.
        await Eventually.HoldsAsync("the fresh lane is drained", () => outbox.Status(Lane.Alerts).Pending == 0);
        Assert.Equal([1L, 2L, 2L], rig.Hub.Alerts.Select(message => message.Sequence));
        Assert.Equal(2, rig.Hub.Alerts.DistinctBy(message => message.Epoch).Count());
        Assert.Single(rig.Log.Lines, line => line.EventId == 1400);
    }

    [Fact]
    public async Task Alert_BehindABacklogOf200000Readings_OvertakesIt()
    {
        const int readings = 200_000;
        await using var rig = new PublisherRig(settings => settings with { ResendAfter = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < readings; i++)
        {
            while (!rig.Outbox.Append(OutboxRig.Reading(i)))
            {
                rig.Outbox.Flush();
            }
        }

        rig.Outbox.Flush();

        // A slow link: 25 ms for each batch, so that the backlog takes a second at least.
        rig.Hub.Delay = message => message.Leaf == Topics.ReadingsLeaf ? Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System) : Task.CompletedTask;
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("the backlog flows", () => rig.Hub.Batches.Skip(2).Any());

        var batchesBefore = rig.Hub.Batches.Count();
        rig.Outbox.Append(OutboxRig.Alert());
        await Eventually.HoldsAsync("the alert has come", () => rig.Hub.Alerts.Any());
        var overtaken = rig.Hub.Messages.TakeWhile(message => message.Leaf != Topics.AlertsLeaf).Count(message => message.Leaf == Topics.ReadingsLeaf);

        Assert.InRange(overtaken, 1, batchesBefore + 4);
        await rig.DrainedAsync(Lane.Readings, seconds: 30);
        var first = rig.Hub.Batches.DistinctBy(message => message.Sequence).ToList();
        Assert.True(overtaken < first.Count, $"{overtaken} of {first.Count} batches came before the alert");
        Assert.Equal(readings, first.Sum(message => message.Count));
    }

    [Fact]
    public async Task Readings_InFlight_AreNeverMoreThanTheWindow()
    {
        await using var rig = new PublisherRig(settings => settings with { BatchesInFlight = 2, ResendAfter = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 30_000; i++)
        {
            rig.Outbox.Append(OutboxRig.Reading(i));
        }

        rig.Outbox.Flush();
        rig.Hub.Answer = _ => null;
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("two batches have come", () => rig.Hub.Batches.Count() == 2);
        await rig.Hub.AcknowledgeAsync(rig.Hub.Batches.First(), AckOutcome.Committed);
        await Eventually.HoldsAsync("the next batch has come", () => rig.Hub.Batches.Count() == 3);

        Assert.Equal(30_000 - rig.Hub.Batches.First().Count, rig.Outbox.Status(Lane.Readings).Pending);
    }

    [Fact]
    public async Task Record_InQuarantine_IsNeverSentAgainAndSaidInTheLog()
    {
        await using var rig = new PublisherRig();
        rig.Hub.Answer = _ => AckOutcome.Quarantined;
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        rig.Outbox.Append(OutboxRig.Alert());
        await rig.DrainedAsync(Lane.Alerts);

        Assert.Single(rig.Hub.Alerts);
        Assert.Contains("not understood", rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatCannotBeUnderstood_DisturbsNothing()
    {
        await using var rig = new PublisherRig();
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("the hub is seen", () => rig.Log.Has(1402));
        foreach (var payload in new[] { "", "{", "[]", "null", """{"epoch":1}""" })
        {
            await rig.Hub.SendAsync(Topics.Acks(SampleInputs.Gateway), System.Text.Encoding.UTF8.GetBytes(payload));
        }

        await rig.Hub.SendAsync(Topics.HubStatus, [0xFF, 0x00]);
        rig.Outbox.Append(OutboxRig.Alert());

        await rig.DrainedAsync(Lane.Alerts);
        Assert.True(rig.Log.Has(1408));
        Assert.Single(rig.Log.Lines, line => line.EventId == 1400);
    }

    [Fact]
    public async Task Evidence_OfAnAlert_ArrivesWithItsAlertsIdAndLeavesTheOutbox()
    {
        await using var rig = new PublisherRig();
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        rig.Outbox.Append(OutboxRig.Alert());
        rig.Outbox.AppendEvidence("019363f1b0e47f5a9c8d7e6f50413223", new byte[200_000], simulated: true);
        await rig.DrainedAsync(Lane.Alerts);

        var picture = Assert.Single(rig.Hub.Messages, message => message.Leaf == Topics.EvidenceLeaf);
        Assert.Equal((200_000, ContentTypes.Jpeg, 2), (picture.Payload.Length, picture.ContentType, picture.Sequence));
        Assert.Equal("019363f1b0e47f5a9c8d7e6f50413223", picture.Properties[UserProperties.AlertId]);
        Assert.Equal("true", picture.Properties[UserProperties.Simulated]);
    }
}
