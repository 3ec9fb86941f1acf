using System.Text.Json;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Conformance.Outbox;

/// <content>How records leave.</content>
public abstract partial class OutboxConformance
{
    [Fact]
    public async Task Remove_InAnyOrder_TakesThatRecordOnly()
    {
        await using var made = Make();
        var epoch = AppendAlerts(made, 5);

        made.Outbox.Remove(Lane.Alerts, epoch, 3, 1);
        Assert.Equal([1L, 2L, 4L, 5L], made.Sequences(RecordKind.Alert));

        made.Outbox.Remove(Lane.Alerts, epoch, 1, 2);
        Assert.Equal([4L, 5L], made.Sequences(RecordKind.Alert));
        Assert.Equal(new LaneStatus(epoch, 5, 2), made.Outbox.Status(Lane.Alerts));
    }

    [Fact]
    public async Task Remove_Again_ChangesNothing()
    {
        await using var made = Make();
        var epoch = AppendAlerts(made, 3);

        made.Outbox.Remove(Lane.Alerts, epoch, 1, 1);
        made.Outbox.Remove(Lane.Alerts, epoch, 1, 1);

        Assert.Equal([2L, 3L], made.Sequences(RecordKind.Alert));
        Assert.Equal(2, made.Pending(Lane.Alerts));
    }

    [Fact]
    public async Task Remove_OfWhatIsNotThere_ChangesNothing()
    {
        await using var made = Make();
        var epoch = AppendAlerts(made, 3);

        made.Outbox.Remove(Lane.Alerts, new string('f', 32), 1, 1);
        made.Outbox.Remove(Lane.Alerts, "", 1, 1);
        made.Outbox.Remove(Lane.Alerts, epoch, 4, 1);
        made.Outbox.Remove(Lane.Alerts, epoch, 0, 1);
        made.Outbox.Remove(Lane.Alerts, epoch, 1, 0);
        made.Outbox.Remove(Lane.Alerts, epoch, 1, -1);
        made.Outbox.Remove(Lane.Readings, epoch, 1, 3);

        Assert.Equal([1L, 2L, 3L], made.Sequences(RecordKind.Alert));
        Assert.Equal(3, made.Pending(Lane.Alerts));
    }

    [Fact]
    public async Task Remove_OfAPartOfABlock_LeavesAllOfIt()
    {
        await using var made = Make();
        for (var i = 0; i < 10; i++)
        {
            made.Outbox.Append(OutboxInputs.Reading(i));
        }

        made.Flush();
        var blocks = made.ReadAll(RecordKind.Readings).Select(block => block.Identity).ToList();
        var large = blocks.MaxBy(block => block.Count);
        Assert.InRange(large.Count, 2, 10);

        made.Outbox.Remove(Lane.Readings, large.Epoch, large.Sequence, large.Count - 1);
        made.Outbox.Remove(Lane.Readings, large.Epoch, large.Sequence + 1, large.Count - 1);
        Assert.Equal((blocks.Count, 10), (made.ReadAll(RecordKind.Readings).Count, made.Pending(Lane.Readings)));

        made.Outbox.Remove(Lane.Readings, large.Epoch, large.Sequence, large.Count);
        Assert.Equal((blocks.Count - 1, 10 - large.Count), (made.ReadAll(RecordKind.Readings).Count, made.Pending(Lane.Readings)));
    }

    [Fact]
    public async Task Sequence_OfAnEmptiedLane_GoesOn()
    {
        await using var made = Make();
        var epoch = AppendAlerts(made, 3);
        made.Outbox.Remove(Lane.Alerts, epoch, 1, 3);

        Assert.Empty(made.ReadAll(RecordKind.Alert));
        Assert.Equal(new LaneStatus(epoch, 3, 0), made.Outbox.Status(Lane.Alerts));
        var next = made.Outbox.Append(OutboxInputs.Alert());
        Assert.Equal((epoch, 4), (next.Epoch, next.Sequence));
    }

    [Fact]
    public async Task Discard_OfARecord_IsALineInTheLedgerThatTravelsAndNeverTheRecordAgain()
    {
        await using var made = Make();
        var alert = made.Outbox.Append(OutboxInputs.Alert());
        made.Outbox.Append(OutboxInputs.Reading(0));
        made.Flush();
        var block = made.ReadAll(RecordKind.Readings)[0].Identity;

        made.Outbox.Discard(Lane.Alerts, alert, "no sense in it");
        made.Outbox.Discard(Lane.Readings, block, "nor in it");

        Assert.Empty(made.ReadAll(RecordKind.Alert).Concat(made.ReadAll(RecordKind.Readings)));
        Assert.Equal(
            [(OutboxLane.Alerts, alert.Epoch, 1, 1, "no sense in it"), (OutboxLane.Readings, block.Epoch, 1, 1, "nor in it")],
            made.Losses.Select(loss => (loss.Lane, loss.Epoch, loss.Sequence, loss.Count, loss.Detail)));
        Assert.All(made.Losses, loss => Assert.Equal(LossReasons.Unsendable, loss.Reason));

        await Eventually.HoldsAsync("both lines wait for the hub", () => made.ReadAll(RecordKind.Loss).Count == 2);
        Assert.Equal(made.Losses, made.ReadAll(RecordKind.Loss).Select(record => JsonSerializer.Deserialize(record.Payload.Span, WireJson.Default.Loss)));
        Assert.Equal((2, 0), (made.Pending(Lane.Alerts), made.Pending(Lane.Readings)));
    }

    [Fact]
    public async Task Restamp_OfARecordThatWaits_GivesItAFreshEpochAndLeavesTheOthers()
    {
        await using var made = Make();
        var epoch = AppendAlerts(made, 3);
        var second = made.ReadAll(RecordKind.Alert)[1];

        made.Outbox.Restamp(RecordKind.Alert, second.Identity);

        var all = made.ReadAll(RecordKind.Alert);
        Assert.Equal([(epoch, 1L), (epoch, 3L), (made.Outbox.Status(Lane.Alerts).Epoch, 1L)], all.Select(record => (record.Identity.Epoch, record.Identity.Sequence)));
        Assert.NotEqual(epoch, all[2].Identity.Epoch);
        Assert.Equal((second.AppendedAt, second.BootId, Convert.ToHexString(second.Payload.Span)), (all[2].AppendedAt, all[2].BootId, Convert.ToHexString(all[2].Payload.Span)));
        Assert.Empty(made.Losses);
        Assert.Equal(2, made.Outbox.Append(OutboxInputs.Alert()).Sequence);
    }

    [Fact]
    public async Task Restamp_OfABlock_KeepsItsReadingsTogether()
    {
        await using var made = Make();
        for (var i = 0; i < 10; i++)
        {
            made.Outbox.Append(OutboxInputs.Reading(i));
        }

        made.Flush();
        var block = made.ReadAll(RecordKind.Readings)[0];

        made.Outbox.Restamp(RecordKind.Readings, block.Identity);

        var renamed = Assert.Single(made.ReadAll(RecordKind.Readings));
        Assert.Equal((1, 10), (renamed.Identity.Sequence, renamed.Identity.Count));
        Assert.NotEqual(block.Identity.Epoch, renamed.Identity.Epoch);
        Assert.Equal(10, made.Pending(Lane.Readings));
    }

    [Fact]
    public async Task Restamp_OfWhatIsNotThere_ChangesNothing()
    {
        await using var made = Make();
        var epoch = AppendAlerts(made, 2);
        var gone = made.ReadAll(RecordKind.Alert)[0].Identity;
        made.Outbox.Remove(Lane.Alerts, epoch, 1, 1);

        made.Outbox.Restamp(RecordKind.Alert, gone);
        made.Outbox.Restamp(RecordKind.Readings, gone with { Sequence = 2 });

        Assert.Equal(new LaneStatus(epoch, 2, 1), made.Outbox.Status(Lane.Alerts));
    }

    private static string AppendAlerts(OutboxUnderTest made, int count) =>
        Enumerable.Range(0, count).Select(_ => made.Outbox.Append(OutboxInputs.Alert()).Epoch).Distinct().Single();
}
