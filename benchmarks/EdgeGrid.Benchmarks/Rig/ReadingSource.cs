using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>Readings as a gateway has them: a few points in turn, each value a measured one with all its digits.</summary>
internal sealed class ReadingSource
{
    private const int Points = 24;

    private readonly Point[] _points = [.. Enumerable.Range(0, Points).Select(Point)];
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly Random _noise = new(1);
    private long _made;

    public Reading Next()
    {
        var micros = _made * 41;
        var at = new Instant(_start.AddTicks(micros * 10), micros / 1000);
        return new Reading(_points[_made++ % Points], at, 12 + _noise.NextDouble());
    }

    private static Point Point(int index) => new(
        index,
        new DeviceOptions
        {
            Name = $"sensor-{index}",
            Kind = new DeviceKind("bench", "", [Quantity.Methane], [], (_, _) => throw new NotSupportedException()),
            Settings = new DeviceSettings(new Dictionary<string, object?>()),
            Place = "bench",
        },
        Quantity.Methane);
}
