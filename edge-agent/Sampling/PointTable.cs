using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Sampling;

/// <summary>Every quantity of every configured device, numbered from 0 in the order of the configuration.</summary>
internal sealed class PointTable
{
    private readonly Dictionary<(string Device, Quantity Quantity), Point> _byName = [];

    public PointTable(AgentOptions options)
    {
        var points = new List<Point>();
        foreach (var device in options.Devices)
        {
            foreach (var quantity in device.Kind.Measures)
            {
                var point = new Point(points.Count, device, quantity);
                points.Add(point);
                _byName.Add((device.Name, quantity), point);
            }
        }

        All = points;
    }

    public IReadOnlyList<Point> All { get; }

    public IReadOnlyList<Point> Of(DeviceOptions device) => [.. All.Where(point => ReferenceEquals(point.Device, device))];

    /// <summary>Null for a quantity that the driver does not declare.</summary>
    public Point? Find(DeviceOptions device, Quantity quantity) => _byName.GetValueOrDefault((device.Name, quantity));
}
