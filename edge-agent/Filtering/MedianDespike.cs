using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Replaces a value by the median of the last few. A step passes after half a window; a spike of half a window or
/// shorter never does. Until the window is full for the first time nothing passes, as a converter's first values are
/// often its worst. Faults pass, and leave the window as it is: a bus that fails now and then must not blind it.
/// </summary>
internal sealed class MedianDespike
{
    private readonly List<Window?> _windows = [];

    /// <summary>Another point, the next by its index.</summary>
    public void Add(Point point) => _windows.Add(Make(point));

    public Verdict Judge(ref Reading reading)
    {
        if (!reading.IsGood || _windows[reading.Point.Index] is not { } window)
        {
            return Verdict.Keep;
        }

        window.Add(reading.Value);
        if (!window.IsFull)
        {
            return Verdict.Drop(DropReason.Settling);
        }

        var median = window.Median;
        if (median == reading.Value)
        {
            return Verdict.Keep;
        }

        reading = reading with { Value = median };
        return Verdict.Replace;
    }

    private static Window? Make(Point point) =>
        point.Device.Filter.Despike > 1 && point.Quantity.IsSeries() ? new Window(point.Device.Filter.Despike) : null;

    /// <summary>The last values, by age and by size.</summary>
    private sealed class Window(int length)
    {
        private readonly double[] _byAge = new double[length];
        private readonly double[] _bySize = new double[length];
        private int _count;
        private int _oldest;

        public bool IsFull => _count == _byAge.Length;

        public double Median => _bySize[_bySize.Length / 2];

        public void Add(double value)
        {
            if (IsFull)
            {
                Forget(_byAge[_oldest]);
            }

            _byAge[_oldest] = value;
            _oldest = (_oldest + 1) % _byAge.Length;

            var place = _count++;
            for (; place > 0 && _bySize[place - 1] > value; place--)
            {
                _bySize[place] = _bySize[place - 1];
            }

            _bySize[place] = value;
        }

        private void Forget(double value)
        {
            var place = Array.BinarySearch(_bySize, value);
            Array.Copy(_bySize, place + 1, _bySize, place, _count - place - 1);
            _count--;
        }
    }
}
