using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Puts the median of the last few values in a value's place. A spike shorter than half the window never passes; a step
/// passes after half the window. Faults go on untouched, and what is no level (a contact, a fix, a button) too.
/// </summary>
internal sealed class MedianDespike(IReadOnlyList<Point> points) : IStage
{
    private readonly Window?[] _windows = [.. points.Select(Of)];

    public StageAnswer Apply(in Reading reading) =>
        reading.IsGood && _windows[reading.Point.Index] is { } window
            ? StageAnswer.Replace(reading with { Value = window.MedianWith(reading.Value) })
            : StageAnswer.Keep(reading);

    private static Window? Of(Point point) =>
        point.Device.Filter.Despike > 1 && point.Quantity is Quantity.Methane or Quantity.CarbonMonoxide or Quantity.Smoke
            ? new Window(point.Device.Filter.Despike)
            : null;

    private sealed class Window(int size)
    {
        private readonly double[] _values = new double[size];
        private readonly double[] _sorted = new double[size];
        private int _count;
        private int _next;

        public double MedianWith(double value)
        {
            _values[_next] = value;
            _next = (_next + 1) % _values.Length;
            _count = Math.Min(_count + 1, _values.Length);

            // Before the window is full its values stand at the front, whatever _next is.
            var sorted = _sorted.AsSpan(0, _count);
            _values.AsSpan(0, _count).CopyTo(sorted);
            sorted.Sort();
            return sorted[(_count - 1) / 2];
        }
    }
}
