using EdgeGrid.Contracts;
using EdgeGrid.Simulator.Demo;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Simulator.Tests.Demo;

public sealed class EdgeTallyTests : IDisposable
{
    private const string Line =
        "info: EdgeGrid.Agent.Pipeline[1100] Alert 0123456789abcdef0123456789abcdef Raised: GridExit, Blue, tracker: Outside its grid by 51 m "
        + "[worker-0231/fedcba9876543210fedcba9876543210/7]";

    private readonly List<string> _warnings = [];
    private readonly EdgeTally _tally;

    public EdgeTallyTests() => _tally = new EdgeTally(TimeProvider.System) { OnWarning = _warnings.Add };

    public void Dispose() => _tally.Dispose();

    [Fact]
    public void Line_OfAnAcceptedAlert_IsCountedOnce()
    {
        _tally.Read(Line);
        _tally.Read(Line);

        var accepted = Assert.Single(_tally.Accepted);
        Assert.Equal("worker-0231/fedcba9876543210fedcba9876543210/7", accepted.Identity);
        Assert.Equal((AlertTransition.Raised, AlertKind.GridExit, "grid-exit"), (accepted.Transition, accepted.Kind, accepted.KindName));
    }

    [Fact]
    public void Line_OfAnythingElse_IsNotAnAlert()
    {
        _tally.Read("kitchen-methane: first sample methane 0.1 %LEL");
        Assert.Empty(_tally.Accepted);
    }

    [Fact]
    public void Warning_SaidByEveryGateway_IsPassedOnOnce()
    {
        for (var gateway = 0; gateway < 4; gateway++)
        {
            _tally.Log(LogLevel.Warning, new EventId(1401), "No connection", null, (state, _) => state);
        }

        _tally.Log(LogLevel.Information, new EventId(1400), "Connected", null, (state, _) => state);
        Assert.Equal(["No connection"], _warnings);
    }

    [Fact]
    public void Warnings_OfTwoDevices_ArePassedOnBoth()
    {
        foreach (var line in new[] { "boiler-co: failed. No answer.", "gate-camera: failed. No file.", "boiler-co: failed. No answer." })
        {
            _tally.Log(LogLevel.Warning, new EventId(1002), line, null, (state, _) => state);
        }

        Assert.Equal(["boiler-co: failed. No answer.", "gate-camera: failed. No file."], _warnings);
    }
}
