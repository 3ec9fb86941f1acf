using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Sampling;

/// <summary>
/// Every quantity of every configured device and of its named parts, numbered from 0 in the order of the configuration; then
/// those of other parts, as they are first heard. Asked from any thread; a point that is there stays.
/// </summary>
internal sealed class PointTable
{
    /// <summary>Whoever invents ever new parts takes no more of the gateway's memory than so many points.</summary>
    public const int MostPoints = 20_000;

    private readonly Lock _adding = new();
    private readonly Dictionary<(string Device, Quantity Quantity), Point> _byName = [];
    private readonly IReadOnlyList<DeviceOptions> _devices;
    private readonly List<Point> _points = [];

    // Null while points have come that nobody has asked for.
    private volatile Point[]? _all;

    public PointTable(AgentOptions options)
    {
        _devices = options.Devices;
        foreach (var device in _devices)
        {
            // What has parts speaks through them alone: it has no silence of its own.
            foreach (var source in device.Kind.Parts is null ? [device] : device.Parts.Select(device.PartOf))
            {
                Add(source);
            }
        }
    }

    public IReadOnlyList<Point> All
    {
        get
        {
            if (_all is { } all)
            {
                return all;
            }

            lock (_adding)
            {
                return _all = [.. _points];
            }
        }
    }

    /// <summary>The points of a device and of its parts.</summary>
    public IReadOnlyList<Point> Of(DeviceOptions device) => [.. All.Where(point => (point.Device.Whole ?? point.Device) == device)];

    /// <summary>Null for a quantity that the driver does not declare, and when there are too many points.</summary>
    public Point? Find(DeviceOptions device, Quantity quantity, string? part = null)
    {
        lock (_adding)
        {
            if (part is null || !device.Measures.Contains(quantity))
            {
                return _byName.GetValueOrDefault((device.Name, quantity));
            }

            if (!_byName.TryGetValue((device.NameOf(part), quantity), out var point) && _byName.Count + device.Measures.Count <= MostPoints)
            {
                Add(device.PartOf(device.Unlisted(part)));
                point = _byName[(device.NameOf(part), quantity)];
            }

            return point;
        }
    }

    /// <summary>The part of that name (<see cref="DeviceOptions.NameOf"/>) is there, if its device is: it was heard before the agent started anew.</summary>
    public void Know(string name)
    {
        if (name.Split('/', 2) is [var whole, var part] && _devices.FirstOrDefault(device => device.Name == whole) is { Kind.Parts: not null } device)
        {
            Find(device, device.Measures[0], part);
        }
    }

    private void Add(DeviceOptions device)
    {
        foreach (var quantity in device.Measures)
        {
            var point = new Point(_byName.Count, device, quantity);
            _points.Add(point);
            _byName.Add((device.Name, quantity), point);
        }

        _all = null;
    }
}
