using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Sampling;

/// <summary>One quantity of one configured device: what a reading is a reading of.</summary>
/// <param name="Index">Its place in the gateway's list of points, from 0: per-point state lives in arrays.</param>
/// <param name="Device">As configured.</param>
/// <param name="Quantity">What it measures.</param>
internal sealed record Point(int Index, DeviceOptions Device, Quantity Quantity);

/// <summary>An instant on both clocks.</summary>
/// <param name="At">Wall clock, UTC; may jump.</param>
/// <param name="MonotonicMs">Milliseconds of this boot's monotonic clock; delays are measured on this one.</param>
internal readonly record struct Instant(DateTimeOffset At, long MonotonicMs);

/// <summary>A measurement with its point and its instant: what flows from Sampling to the outbox.</summary>
/// <param name="Point">What it is a reading of.</param>
/// <param name="At">When the sample was taken.</param>
/// <param name="Value">In the unit of the quantity; 0 and without meaning when there is a fault.</param>
/// <param name="Fault">Why there is no value.</param>
/// <param name="Detail">A fix or a snapshot.</param>
internal readonly record struct Reading(Point Point, Instant At, double Value, DeviceFault Fault = DeviceFault.None, MeasurementDetail? Detail = null)
{
    /// <summary>Told only now: it is stored, and nobody decides on it.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The value can be used.</summary>
    public bool IsGood => Fault == DeviceFault.None;
}
