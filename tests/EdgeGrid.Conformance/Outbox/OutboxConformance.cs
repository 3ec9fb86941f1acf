using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Conformance.Outbox;

/// <summary>What every outbox must do, wherever it keeps its records: who publishes from one may rely on no more.</summary>
public abstract partial class OutboxConformance
{
    private protected abstract OutboxUnderTest Make();

    [Fact]
    public async Task Identities_InALane_AscendFromOneWithinItsEpoch()
    {
        await using var made = Make();
        var first = made.Outbox.Append(OutboxInputs.Alert());
        var picture = made.Outbox.AppendEvidence(first.Epoch, new byte[] { 1 }, simulated: false)!.Value;
        var second = made.Outbox.Append(OutboxInputs.Alert());

        Assert.True(RecordIdentity.IsEpoch(first.Epoch), first.Epoch);
        Assert.Equal(
            [first with { Sequence = 1 }, first with { Sequence = 2 }, first with { Sequence = 3 }],
            [first, picture, second]);
        Assert.Equal((OutboxInputs.Gateway, 1), (first.Gateway, first.Count));
    }

    [Fact]
    public async Task Lanes_Both_HaveEpochAndSequenceOfTheirOwn()
    {
        await using var made = Make();
        made.Outbox.Append(OutboxInputs.Alert());
        made.Outbox.Append(OutboxInputs.Reading(0));
        made.Outbox.Append(OutboxInputs.Reading(1));
        made.Flush();

        var (alerts, readings) = (made.Outbox.Status(Lane.Alerts), made.Outbox.Status(Lane.Readings));
        Assert.Equal((1, 1), (alerts.LastSequence, alerts.Pending));
        Assert.Equal((2, 2), (readings.LastSequence, readings.Pending));
        Assert.NotEqual(alerts.Epoch, readings.Epoch);
        Assert.All(made.ReadAll(RecordKind.Readings), block => Assert.Equal(readings.Epoch, block.Identity.Epoch));
        Assert.Equal(1, made.Sequences(RecordKind.Readings).First());
    }

    [Fact]
    public async Task Alerts_Appended_AreReadInOrderAsTheyWere()
    {
        await using var made = Make();
        var alerts = Enumerable.Range(1, 25).Select(i => OutboxInputs.Alert($"alert {i}", i)).ToList();
        var identities = alerts.Select(made.Outbox.Append).ToList();

        var records = made.ReadAll(RecordKind.Alert);

        Assert.Equal(identities, records.Select(record => record.Identity));
        Assert.Equal(
            alerts.Select(alert => (alert.Alert.AlertId, alert.Alert.Measured, alert.Alert.Value)),
            records.Select(OutboxInputs.AlertOf).Select(alert => (alert.AlertId, alert.Measured, alert.Value)));
        Assert.All(records, record => Assert.True(record.Simulated));
    }

    [Fact]
    public async Task Alert_ThatTheWireCannotCarry_ThrowsAndTakesNoNumber()
    {
        await using var made = Make();

        Assert.ThrowsAny<Exception>(() => made.Outbox.Append(OutboxInputs.Alert(value: double.NaN)));

        Assert.Equal(1, made.Outbox.Append(OutboxInputs.Alert()).Sequence);
    }

    [Fact]
    public async Task Readings_RealAndSimulated_AreReadInBlocksOfTheirOwnWithoutAHole()
    {
        await using var made = Make();
        for (var i = 0; i < 12_000; i++)
        {
            Assert.True(made.Outbox.Append(OutboxInputs.Reading(i, simulated: i % 3 == 0)));
        }

        made.Flush();

        var blocks = made.ReadAll(RecordKind.Readings);
        var next = 1L;
        foreach (var (identity, readings) in blocks.Select(block => (block.Identity, OutboxInputs.ReadingsOf(block))))
        {
            Assert.Equal((next, readings.Count), (identity.Sequence, identity.Count));
            next = identity.LastSequence + 1;
        }

        Assert.Equal(Values(i => i % 3 == 0), blocks.Where(block => block.Simulated).SelectMany(OutboxInputs.ReadingsOf).Select(reading => reading.Value));
        Assert.Equal(Values(i => i % 3 != 0), blocks.Where(block => !block.Simulated).SelectMany(OutboxInputs.ReadingsOf).Select(reading => reading.Value));

        static IEnumerable<double> Values(Func<int, bool> which) => Enumerable.Range(0, 12_000).Where(which).Select(i => OutboxInputs.Reading(i).Value);
    }

    [Fact]
    public async Task Read_BehindARecord_GivesWhatFollowsAndNoMoreThanAsked()
    {
        await using var made = Make();
        var identities = Enumerable.Range(0, 10).Select(_ => made.Outbox.Append(OutboxInputs.Alert())).ToList();
        made.Outbox.Remove(Lane.Alerts, identities[4].Epoch, 5, 1);

        Assert.Equal([1L, 2L, 3L], made.Outbox.Read(RecordKind.Alert, null, 3).Select(record => record.Identity.Sequence));
        Assert.Equal([4L], made.Outbox.Read(RecordKind.Alert, identities[2], 1).Select(record => record.Identity.Sequence));

        // Behind what is gone, and behind the last.
        Assert.Equal(6, made.Outbox.Read(RecordKind.Alert, identities[4], 3)[0].Identity.Sequence);
        Assert.Empty(made.Outbox.Read(RecordKind.Alert, identities[9], 3));
    }

    [Fact]
    public async Task Read_BehindAnEpochThatIsNoMore_BeginsAtTheOldest()
    {
        await using var made = Make();
        var first = made.Outbox.Append(OutboxInputs.Alert());

        var records = made.Outbox.Read(RecordKind.Alert, first with { Epoch = new string('f', 32), Sequence = 7 }, 10);

        Assert.Equal(first, Assert.Single(records).Identity);
    }

    [Fact]
    public async Task Alert_WithABacklogOfReadings_IsReadAtOnce()
    {
        await using var made = Make();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(made.Outbox.Append(OutboxInputs.Reading(i)));
        }

        made.Flush();
        var alert = made.Outbox.Append(OutboxInputs.Alert());

        Assert.Equal(alert, Assert.Single(made.Outbox.Read(RecordKind.Alert, null, 32)).Identity);
        Assert.Equal((1, 20_000), (made.Pending(Lane.Alerts), made.Pending(Lane.Readings)));
    }

    [Fact]
    public async Task Evidence_BetweenAlerts_IsReadByItself()
    {
        await using var made = Make();
        made.Outbox.Append(OutboxInputs.Alert());
        var picture = made.Outbox.AppendEvidence("a1", new byte[] { 1, 2, 3 }, simulated: false);
        made.Outbox.Append(OutboxInputs.Alert());

        var record = Assert.Single(made.ReadAll(RecordKind.Evidence));

        Assert.Equal((picture, "a1", false), (record.Identity, record.AlertId, record.Simulated));
        Assert.Equal([1, 2, 3], record.Payload.ToArray());
        Assert.Equal([1L, 3L], made.Sequences(RecordKind.Alert));
    }

    [Fact]
    public async Task Evidence_LargerThanTheWireTakes_IsRefusedAndTakesNoNumber()
    {
        await using var made = Make();

        Assert.Null(made.Outbox.AppendEvidence("a1", new byte[LiteDbOutbox.MaxEvidenceBytes + 1], simulated: false));
        Assert.Equal(1, made.Outbox.AppendEvidence("a1", new byte[LiteDbOutbox.MaxEvidenceBytes], simulated: false)!.Value.Sequence);
        Assert.Equal(2, made.Outbox.Append(OutboxInputs.Alert()).Sequence);
        Assert.Empty(made.Losses);
    }

    [Fact]
    public async Task WaitForAppend_CompletesOnceForAllThatWasAppendedSince()
    {
        await using var made = Make();
        var waiting = made.Outbox.WaitForAppendAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        made.Outbox.Append(OutboxInputs.Alert());
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        made.Outbox.Append(OutboxInputs.Alert());
        made.Outbox.AppendEvidence("a1", new byte[] { 1 }, simulated: false);
        await made.Outbox.WaitForAppendAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        waiting = made.Outbox.WaitForAppendAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        made.Outbox.Append(OutboxInputs.Reading(1));
        made.Flush();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task WaitForAppend_GivenUp_IsCancelled()
    {
        await using var made = Make();
        using var givenUp = new CancellationTokenSource();
        var waiting = made.Outbox.WaitForAppendAsync(givenUp.Token);

        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Outbox_UsedFromAllSidesAtOnce_LosesNothingAndGivesNothingTwice()
    {
        const int writers = 3;
        const int each = 40;
        await using var made = Make();
        var taken = new HashSet<RecordIdentity>();
        var appending = Enumerable.Range(0, writers)
            .Select(_ => Task.Run(() => Enumerable.Range(0, each).Select(_ => made.Outbox.Append(OutboxInputs.Alert())).ToList()))
            .ToList();
        var reading = Task.Run(() => Assert.All(Enumerable.Range(0, 5_000), i => Assert.True(made.Outbox.Append(OutboxInputs.Reading(i)))));

        await Eventually.HoldsAsync("every alert has been taken out", () =>
        {
            foreach (var record in made.Outbox.Read(RecordKind.Alert, null, 10))
            {
                Assert.True(taken.Add(record.Identity), $"{record.Identity} came again after it was removed");
                made.Outbox.Remove(Lane.Alerts, record.Identity.Epoch, record.Identity.Sequence, 1);
            }

            return taken.Count == writers * each;
        });
        await reading;
        made.Flush();

        Assert.Equal((await Task.WhenAll(appending)).SelectMany(identities => identities).ToHashSet(), taken);
        Assert.Equal((0, 5_000), (made.Pending(Lane.Alerts), made.Pending(Lane.Readings)));
        Assert.Empty(made.Losses);
    }
}
