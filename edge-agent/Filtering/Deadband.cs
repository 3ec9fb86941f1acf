using System.Runtime.InteropServices;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Filtering;

/// <summary>
/// Report by exception: a reading goes on when it differs enough from the last reported one, or when that one is too
/// long ago. Whoever holds the last reported value for true is never wrong by more than the deadband. Never eaten: the
/// first reading, a change of fault, the fix with which a vehicle stops or starts, and what an alert was decided on.
/// The last good reading before a fault is held back until it is known to be that: <see cref="TakeHeld"/>.
/// </summary>
internal sealed class Deadband
{
    // A receiver that stands still still measures a few tenths of a metre a second; a walker moves at more than one.
    private const double StandsBelow = 0.5;
    private const double MovesAbove = 1.0;

    private readonly List<State> _states = [];

    /// <summary>Another point, the next by its index.</summary>
    public void Add() => _states.Add(default);

    /// <summary>Keeps, or drops and holds.</summary>
    /// <param name="reading">Plausible and despiked, or a fault.</param>
    /// <param name="always">An alert was decided on it.</param>
    public Verdict Judge(in Reading reading, bool always)
    {
        ref var state = ref CollectionsMarshal.AsSpan(_states)[reading.Point.Index];
        var turned = Turned(ref state, reading);
        if (always || turned || !state.HasReported || Differs(state.Reported, reading) || IsDue(state.Reported, reading))
        {
            state.Reported = Slim(reading);
            state.HasReported = true;
            state.HasHeld &= !reading.IsGood;
            return Verdict.Keep;
        }

        if (reading.IsGood)
        {
            state.Held = Slim(reading);
            state.HasHeld = true;
        }

        return Verdict.Drop(DropReason.WithinDeadband);
    }

    /// <summary>The last good reading of a point, when it was not reported. It counts as reported from now on.</summary>
    public bool TakeHeld(Point point, out Reading held)
    {
        ref var state = ref CollectionsMarshal.AsSpan(_states)[point.Index];
        held = state.Held;
        if (!state.HasHeld)
        {
            return false;
        }

        state.HasHeld = false;
        if (state.Reported.IsGood)
        {
            state.Reported = held;
        }

        return true;
    }

    private static bool Differs(in Reading reported, in Reading reading)
    {
        if (reading.Fault != reported.Fault)
        {
            return true;
        }

        var deadband = reading.Point.Device.Filter.Deadband;
        return reading.Point.Quantity switch
        {
            // A deadband is of what a device senses: a tracker's, in metres, is not its button's.
            var quantity when quantity.IsState() => reading.Value != reported.Value,
            Quantity.Position when reading.Detail is GnssFix to && reported.Detail is GnssFix from => Geodesy.Metres(from, to) > deadband,
            _ => Math.Abs(reading.Value - reported.Value) > deadband,
        };
    }

    private static bool IsDue(in Reading reported, in Reading reading) =>
        reading.At.MonotonicMs - reported.At.MonotonicMs >= (long)reading.Point.Device.Filter.LongestSilence.TotalMilliseconds;

    private static bool Turned(ref State state, in Reading reading)
    {
        if (reading.Point.Quantity != Quantity.Position || !reading.IsGood)
        {
            return false;
        }

        var moves = state.Moves ? reading.Value >= StandsBelow : reading.Value > MovesAbove;
        var turned = moves != state.Moves;
        state.Moves = moves;
        return turned;
    }

    // A picture is not kept in memory for the sake of its number.
    private static Reading Slim(in Reading reading) => reading.Detail is Snapshot ? reading with { Detail = null } : reading;

    private struct State
    {
        public Reading Reported;
        public Reading Held;
        public bool HasReported;
        public bool HasHeld;
        public bool Moves;
    }
}
