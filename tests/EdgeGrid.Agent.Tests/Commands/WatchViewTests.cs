using EdgeGrid.Agent.Commands;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Commands;

public sealed class WatchViewTests : IDisposable
{
    private static readonly GnssFix Here = new(null, 34.244, 117.194, null, 1.44, 90, 9, 0.9);

    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void State_ThatChanges_StaysOnALineHoweverShortItWas()
    {
        var view = new WatchView(_output, TimeProvider.System, inPlace: true);
        view.Show([new Measurement(Quantity.Sos, 0, Detail: Here)]);
        view.Show([new Measurement(Quantity.Sos, 1, Detail: Here)]);
        view.Show([new Measurement(Quantity.Sos, 0, Detail: Here)]);
        view.Show([new Measurement(Quantity.Fire, 1, Detail: new Remark("3rd floor")) { Part = "detector-7" }]);

        Assert.Equal(
            ["sos pressed at 34.24400, 117.19400", "sos released at 34.24400, 117.19400", "detector-7 fire active (3rd floor)"],
            Lines().Skip(1));
    }

    [Theory]
    [InlineData(9, 0.9, "position 34.24400, 117.19400  1.4 m/s  9 satellites  HDOP 0.9")]
    [InlineData(null, null, "position 34.24400, 117.19400  1.4 m/s")]
    public void Position_SaysOfItsQualityWhatIsKnown(int? satellites, double? hdop, string words)
    {
        var view = new WatchView(_output, TimeProvider.System, inPlace: false);
        view.Show([new Measurement(Quantity.Position, 1.44, Detail: Here with { Satellites = satellites, Hdop = hdop })]);

        Assert.Equal(words, Assert.Single(Lines()));
    }

    // Without the time in front.
    private IEnumerable<string> Lines() => _output.ToString()
        .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace("\u001b[2K", "", StringComparison.Ordinal)).Where(line => line.Length > 0).Select(line => line[10..]);
}
