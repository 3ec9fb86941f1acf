using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>What the detectors of one point are given.</summary>
/// <param name="Point">What they watch.</param>
/// <param name="Gateway">Where it is.</param>
/// <param name="Clock">Both clocks.</param>
/// <param name="Time">For the local time of day, and for new ids.</param>
/// <param name="Track">Where the device was last; shared by its points.</param>
internal sealed record DetectorContext(Point Point, GatewayOptions Gateway, GatewayClock Clock, TimeProvider Time, DeviceTrack Track)
    : AlertSource(Gateway, Clock, Time)
{
    public override string Device => Point.Device.Name;

    public override string Place => Point.Device.Place;

    public override bool Simulated => Point.Device.Simulated || Gateway.Simulated;

    /// <summary>The device's fixed position, or its last fix, or the gateway's own.</summary>
    public override Position? Position => Point.Device.Position ?? Track.Fix?.ToPosition() ?? Gateway.Position;
}

/// <summary>The last believed fix of a device that moves.</summary>
internal sealed class DeviceTrack
{
    public GnssFix? Fix { get; private set; }

    /// <summary>When it was taken, on the monotonic clock.</summary>
    public long FixMs { get; private set; }

    public void Move(in Reading reading)
    {
        if (reading is { IsGood: true, Point.Quantity: Quantity.Position, Detail: GnssFix fix })
        {
            (Fix, FixMs) = (fix, reading.At.MonotonicMs);
        }
    }
}
