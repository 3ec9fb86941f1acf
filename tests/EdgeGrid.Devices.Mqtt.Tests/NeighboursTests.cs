using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Mqtt.Tests;

public sealed class NeighboursTests
{
    private static readonly TimeSpan HeardWithin = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Neighbour_ThatIsNamed_IsThereUntilItWasSilentForTooLong()
    {
        var neighbours = Make(["kitchen"]);
        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);

        _time.Advance(TimeSpan.FromMinutes(59));
        neighbours.Take(Speaks("kitchen"), retained: false);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((Quantity.Trouble, DeviceFault.NotResponding), (Beat(neighbours, "kitchen").Quantity, Beat(neighbours, "kitchen").Fault));
        neighbours.Take(Speaks("kitchen"), retained: false);
        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);
    }

    [Fact]
    public void Message_ThatWasRetained_IsStateAndNoNews()
    {
        var neighbours = Make(["kitchen"]);
        _time.Advance(TimeSpan.FromMinutes(61));

        var told = neighbours.Take(
            Speaks("kitchen", new(Quantity.Fire, 1), new(Quantity.Contact, 0), new(Quantity.Sos, 1), new(Quantity.Temperature, 21)),
            retained: true);

        Assert.Equal([Quantity.Fire, Quantity.Contact], told.Select(measurement => measurement.Quantity));
        Assert.Equal(DeviceFault.NotResponding, Beat(neighbours, "kitchen").Fault);
    }

    [Fact]
    public void Message_OfABridgeThatTellsAgainWhatItKnew_IsNoNewsEither()
    {
        var neighbours = Make(["kitchen"]);

        var told = neighbours.Take(Speaks("kitchen", new(Quantity.Fire, 1), new(Quantity.Temperature, 21)) with { LastSeen = _time.GetUtcNow().AddMinutes(-61) }, retained: false);

        Assert.Equal([Quantity.Fire], told.Select(measurement => measurement.Quantity));
        Assert.Equal(DeviceFault.NotResponding, Beat(neighbours, "kitchen").Fault);
    }

    [Fact]
    public void LastSeen_OfAClockThatRunsAhead_IsNow()
    {
        var neighbours = Make(["kitchen"]);

        var told = neighbours.Take(Speaks("kitchen", new Measurement(Quantity.Temperature, 21)) with { LastSeen = _time.GetUtcNow().AddYears(1) }, retained: false);

        Assert.Single(told);
        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);
    }

    [Fact]
    public void LastSeen_OfARetainedMessage_DoesNotUndoWhatWasHeardSince()
    {
        var neighbours = Make(["kitchen"]);
        neighbours.Take(Speaks("kitchen"), retained: false);

        neighbours.Take(Speaks("kitchen") with { LastSeen = _time.GetUtcNow().AddDays(-2) }, retained: true);

        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);
    }

    [Fact]
    public void Neighbour_ThatIsSaidToBeAway_IsAwayUntilItSpeaksOrIsSaidToBeThere()
    {
        var neighbours = Make(["kitchen", "hall"]);

        neighbours.Take(Present("kitchen", online: false), retained: true);
        Assert.Equal([DeviceFault.NotResponding, DeviceFault.None], neighbours.Beat().Select(told => told.Fault));
        neighbours.Take(Speaks("kitchen"), retained: true);
        Assert.Equal(DeviceFault.NotResponding, Beat(neighbours, "kitchen").Fault);
        neighbours.Take(Speaks("kitchen"), retained: false);
        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);

        neighbours.Take(Present("kitchen", online: false), retained: false);
        neighbours.Take(Present("kitchen", online: true), retained: false);
        Assert.Equal(DeviceFault.None, Beat(neighbours, "kitchen").Fault);
    }

    [Fact]
    public void Bridge_ThatIsAway_TakesAllWithIt()
    {
        var neighbours = Make(["kitchen", "hall"]);

        neighbours.Take(Present(null, online: false), retained: true);
        Assert.All(neighbours.Beat(), told => Assert.Equal(DeviceFault.NotResponding, told.Fault));
        neighbours.Take(Present(null, online: true), retained: false);
        Assert.All(neighbours.Beat(), told => Assert.Equal(DeviceFault.None, told.Fault));
    }

    [Fact]
    public void Trouble_ThatANeighbourTold_StaysUntilItTellsOtherwise()
    {
        var neighbours = Make(["kitchen"]);

        neighbours.Take(Speaks("kitchen", new Measurement(Quantity.Trouble, 1)), retained: false);
        Assert.Equal(1, Beat(neighbours, "kitchen").Value);
        neighbours.Take(Speaks("kitchen", Measurement.Failed(Quantity.Trouble, DeviceFault.OutOfRange)), retained: false);
        Assert.Equal(1, Beat(neighbours, "kitchen").Value);
        neighbours.Take(Speaks("kitchen", new Measurement(Quantity.Trouble, 0)), retained: false);
        Assert.Equal(0, Beat(neighbours, "kitchen").Value);
    }

    [Fact]
    public void Stranger_IsTakenOnlyWhereOthersAreAllowed_AndOnceItSpeaks()
    {
        Assert.False(Make(["kitchen"]).Wants("hall", retained: false));
        var open = Make([], allowsOthers: true);

        Assert.False(open.Wants("hall", retained: true));
        Assert.True(open.Wants("hall", retained: false));
        open.Take(Speaks("hall"), retained: false);
        open.Take(Present("hall", online: true), retained: false);
        Assert.Empty(open.Beat());
        open.Take(Speaks("hall", new Measurement(Quantity.Contact, 0)), retained: false);
        Assert.Equal(DeviceFault.None, Beat(open, "hall").Fault);
    }

    [Fact]
    public void Stranger_ThatCannotBeUnderstood_IsAnotherDeviceOfTheHouse()
    {
        var neighbours = Make([], allowsOthers: true);
        Assert.Empty(neighbours.Take(Speaks("hall", Measurement.Failed(Quantity.Contact, DeviceFault.OutOfRange)), retained: false));
        Assert.Empty(neighbours.Beat());
        neighbours.Take(Speaks("hall", new Measurement(Quantity.Contact, 0)), retained: false);
        Assert.Equal(DeviceFault.OutOfRange, Assert.Single(neighbours.Take(Speaks("hall", Measurement.Failed(Quantity.Contact, DeviceFault.OutOfRange)), retained: false)).Fault);
    }

    [Fact]
    public void Neighbours_WhenTheBrokerIsBack_HaveTimeAgainWhetherNamedOrNot()
    {
        var neighbours = Make(["kitchen"], allowsOthers: true);
        neighbours.Take(Speaks("hall", new Measurement(Quantity.Contact, 0)), retained: false);
        neighbours.Take(Present("hall", online: false), retained: false);
        _time.Advance(TimeSpan.FromMinutes(61));
        neighbours.Begin();
        Assert.Equal([DeviceFault.None, DeviceFault.None], neighbours.Beat().Select(beat => beat.Fault));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal([DeviceFault.NotResponding, DeviceFault.NotResponding], neighbours.Beat().Select(beat => beat.Fault));
    }

    [Fact]
    public void Strangers_WithEverNewNames_AreNotAllRemembered()
    {
        var neighbours = Make([], allowsOthers: true);
        for (var i = 0; i < 10_000; i++)
        {
            if (neighbours.Wants($"n{i}", retained: false))
            {
                neighbours.Take(Speaks($"n{i}", new Measurement(Quantity.Contact, 0)), retained: false);
            }
        }

        Assert.Equal(5_000, neighbours.Beat().Count);
    }

    private static Meaning Speaks(string part, params Measurement[] told) =>
        new() { Speakers = [part], Measurements = [.. told.Select(measurement => measurement with { Part = part })] };

    private static Meaning Present(string? part, bool online) => new() { Present = [(part, online)] };

    private static Measurement Beat(Neighbours neighbours, string part) => neighbours.Beat().Single(told => told.Part == part);

    private Neighbours Make(IReadOnlyList<string> parts, bool allowsOthers = false) => new(new NeighbourOptions(parts, allowsOthers, HeardWithin), _time);
}
