using EdgeGrid.Agent.Outbox;

namespace EdgeGrid.Conformance.Outbox;

/// <summary>What an outbox must do whose records outlive the process, stopped in order or killed.</summary>
public abstract class DurableOutboxConformance : OutboxConformance
{
    private protected sealed override OutboxUnderTest Make() => MakeDurable();

    private protected abstract DurableOutboxUnderTest MakeDurable();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reopened_WithABacklog_GivesBackEveryRecordAsItWas(bool killed)
    {
        await using var made = MakeDurable();
        made.Outbox.Append(OutboxInputs.Alert("first"));
        made.Outbox.AppendEvidence("a1", new byte[] { 1, 2, 3 }, simulated: true);
        made.Outbox.Append(OutboxInputs.Alert("second"));
        for (var i = 0; i < 6_000; i++)
        {
            Assert.True(made.Outbox.Append(OutboxInputs.Reading(i)));
        }

        made.Flush();
        var before = Everything(made);

        await made.ReopenAsync(killed);

        Assert.Equal(before, Everything(made));
        Assert.Empty(made.Losses);
        Assert.Equal(4, made.Outbox.Append(OutboxInputs.Alert()).Sequence);
    }

    // A kill may bring back what was acknowledged: the hub knows it. An orderly end may not.
    [Fact]
    public async Task Reopened_AfterAcknowledgements_GivesBackWhatHadNone()
    {
        await using var made = MakeDurable();
        var identities = Enumerable.Range(0, 6).Select(_ => made.Outbox.Append(OutboxInputs.Alert())).ToList();
        made.Outbox.Remove(Lane.Alerts, identities[0].Epoch, 1, 4);

        await made.ReopenAsync(killed: false);

        Assert.Equal(identities[4..], made.ReadAll(RecordKind.Alert).Select(record => record.Identity));
        Assert.Empty(made.Losses);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reopened_WhenEverythingIsAcknowledged_NeverGivesANumberTwice(bool killed)
    {
        await using var made = MakeDurable();
        var given = new HashSet<RecordIdentityOfALane>();
        for (var life = 0; life < 3; life++)
        {
            var alert = made.Outbox.Append(OutboxInputs.Alert());
            made.Outbox.Append(OutboxInputs.Reading(life));
            made.Flush();
            var block = made.ReadAll(RecordKind.Readings)[^1].Identity;
            Assert.True(given.Add(new(Lane.Alerts, alert.Epoch, alert.Sequence)), $"{alert} was given before");
            Assert.True(given.Add(new(Lane.Readings, block.Epoch, block.Sequence)), $"{block} was given before");
            made.Outbox.Remove(Lane.Alerts, alert.Epoch, alert.Sequence, 1);
            made.Outbox.Remove(Lane.Readings, block.Epoch, block.Sequence, block.Count);
            await made.ReopenAsync(killed);
        }

        Assert.Equal((3, 3), (made.Outbox.Status(Lane.Alerts).LastSequence, made.Outbox.Status(Lane.Readings).LastSequence));
        Assert.Empty(made.Losses);
    }

    private static IReadOnlyList<string> Everything(OutboxUnderTest made) =>
    [
        .. new[] { RecordKind.Alert, RecordKind.Evidence, RecordKind.Readings }
            .SelectMany(made.ReadAll)
            .Select(record => $"{record.Kind} {record.Identity} {record.Identity.Count} {record.AppendedAt} {record.BootId} {record.Simulated} {record.AlertId} {Convert.ToHexString(record.Payload.Span)}"),
    ];

    private sealed record RecordIdentityOfALane(Lane Lane, string Epoch, long Sequence);
}
