using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Simulator.Demo;

namespace EdgeGrid.Simulator.Tests.Demo;

/// <summary>The account is only worth something if it notices what is missing and what is there twice.</summary>
public sealed class DemoReportTests
{
    private const string Epoch = "0123456789abcdef0123456789abcdef";

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Account_OfWhatTheHubHas_IsClean()
    {
        var report = Account([Accepted(1), Accepted(2)], [Filed(1), Filed(2)]);
        Assert.True(report.IsClean);
        Assert.Equal((2, 2), (report.AlertsRaised, report.AlertTransitions));
        Assert.Equal(2, report.AlertsByKind["carbon-monoxide"]);
    }

    [Fact]
    public void Account_OfAnAlertThatTheHubLacks_CountsItLost()
    {
        var report = Account([Accepted(1), Accepted(2)], [Filed(2)]);
        Assert.Equal(1, report.Lost);
        Assert.False(report.IsClean);
        Assert.False(DemoReport.HasAll([Accepted(1)], [Filed(2)]));
    }

    [Fact]
    public void Account_OfATransitionThatIsThereTwice_CountsItDuplicated() =>
        Assert.Equal(1, Account([Accepted(1)], [Filed(1), Filed(1)]).Duplicated);

    [Fact]
    public void Account_OfAnAlertInTwoCases_CountsItDuplicated() =>
        Assert.Equal(1, Account([Accepted(1), Accepted(2)], [Filed(1, alert: "a", caseId: "1"), Filed(2, alert: "a", caseId: "2")]).Duplicated);

    [Fact]
    public void Account_OfWhatWasDecidedDuringTheCut_IsKeptApart()
    {
        var report = DemoReport.Of(
            [Accepted(1), Accepted(2)],
            [Filed(1, at: 10), Filed(2, at: 30)],
            alert => alert.Sequence == 1 ? TimeSpan.FromMilliseconds(4) : TimeSpan.FromSeconds(7),
            [],
            [],
            cases: 2,
            TimeSpan.FromSeconds(60),
            Start,
            cut: (Start.AddSeconds(26), Start.AddSeconds(36)));
        Assert.Equal((1, 4.0), (report.AlertToCaseMs.Count, report.AlertToCaseMs.P50));
        Assert.Equal((1, 7000.0), (report.AlertToCaseMsThroughTheCut.Count, report.AlertToCaseMsThroughTheCut.P99));
        Assert.Equal(10, report.FirstAlertAfterSeconds);
    }

    [Fact]
    public void Losses_OfGateways_AreAddedUpWithoutWhatOnlyRepeats()
    {
        var statuses = new[] { Status("a", 0, ("poor-fix", 2), ("within-deadband", 500)), Status("b", 0, ("poor-fix", 3)) };
        Assert.Equal([new DropTotal("poor-fix", 5)], DropTotal.Of(statuses));
    }

    [Fact]
    public void Losses_BeforeEachGatewayHasToldOfItselfSince_AreNotFinal()
    {
        Assert.False(DemoReport.HaveTold([Status("a", 60)], 2, Start.AddSeconds(60)));
        Assert.False(DemoReport.HaveTold([Status("a", 60), Status("b", 59)], 2, Start.AddSeconds(60)));
        Assert.True(DemoReport.HaveTold([Status("a", 60), Status("b", 66)], 2, Start.AddSeconds(60)));
    }

    private static DemoReport Account(IReadOnlyCollection<AcceptedAlert> accepted, IReadOnlyList<AlertView> alerts) =>
        DemoReport.Of(accepted, alerts, _ => TimeSpan.Zero, [], [], cases: 1, TimeSpan.FromSeconds(60), Start, cut: null);

    private static AcceptedAlert Accepted(long sequence) =>
        new($"gw-1/{Epoch}/{sequence}", $"alert-{sequence}", AlertTransition.Raised, AlertKind.CarbonMonoxide);

    private static AlertView Filed(long sequence, string? alert = null, string caseId = "1", double at = 0) => new()
    {
        AlertId = alert ?? $"alert-{sequence}",
        Gateway = GatewayId.Parse("gw-1"),
        Epoch = Epoch,
        Sequence = sequence,
        Transition = AlertTransition.Raised,
        Kind = AlertKind.CarbonMonoxide,
        Level = WarningLevel.Orange,
        Device = "co",
        Place = "boiler room",
        Grid = "unassigned",
        Measured = "CO 118 ppm > 50 for 5 s",
        SampledAt = Start.AddSeconds(at),
        DecidedAt = Start.AddSeconds(at),
        CommittedAt = Start.AddSeconds(at),
        CaseId = caseId,
    };

    private static GatewayStatus Status(string id, double at, params (string Reason, long Count)[] dropped) => new()
    {
        Gateway = GatewayId.Parse(id),
        Online = true,
        Name = id,
        Place = id,
        Version = "0",
        BootId = "boot",
        StartedAt = Start,
        At = Start.AddSeconds(at),
        ConfigHash = "000000000000",
        Dropped = dropped.ToDictionary(drop => drop.Reason, drop => drop.Count),
    };
}
