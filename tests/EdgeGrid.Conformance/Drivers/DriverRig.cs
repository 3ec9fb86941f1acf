using EdgeGrid.Devices;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>One simulated device with all around it, as the suites need it. Made anew for each test.</summary>
public abstract class DriverRig : IAsyncDisposable
{
    public abstract DeviceContext Context { get; }

    public abstract DeviceSettings Settings { get; }

    /// <summary>What an error message must name, so that a technician finds the place: an address, a pin, a path.</summary>
    public abstract string Where { get; }

    /// <summary>How many buses, chips and lines are open now; 0 where nobody counts them.</summary>
    public virtual int InUse => 0;

    /// <summary>From now on the device does not answer, or is not there.</summary>
    public abstract void Silence();

    /// <summary>It answers again.</summary>
    public abstract void Restore();

    public abstract ValueTask DisposeAsync();
}
