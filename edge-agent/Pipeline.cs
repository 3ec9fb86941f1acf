using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent;

/// <summary>What a pipeline leads to.</summary>
/// <param name="Outputs">Sirens and valves.</param>
/// <param name="Outbox">The durable boundary.</param>
/// <param name="Evidence">Pictures of alerts.</param>
/// <param name="Drops">Counts what did not go on.</param>
/// <param name="Logger">Tells each alert.</param>
internal sealed record PipelineEnds(LocalOutputs Outputs, IOutbox Outbox, EvidenceRecorder Evidence, DropCounters Drops, ILogger<Pipeline> Logger)
{
    /// <summary>What was raised before the agent started anew, and what is when it does so again.</summary>
    public AlertHandover Handover { get; init; } = new();
}

/// <summary>
/// The way of a reading, in one order:
/// <code>
/// channel ─► plausibility ─► despike ─► detection ─► actuation ─► Append alert ─► evidence
///                                           └──────► deadband ──► Append reading
/// </code>
/// Detection sees every plausible, despiked reading: the deadband is about what is reported, not about what is decided.
/// What is dropped before it is a fault to those who decide, so that a sensor which gives only nonsense is silent, and
/// no nonsense clears an alert. History is only appended: nobody decides on it. Synchronous, and not safe for several threads.
/// </summary>
internal sealed class Pipeline
{
    private static readonly TimeSpan StoreAgainAfter = TimeSpan.FromSeconds(1);

    private readonly PointTable _points;
    private readonly Detectors _detectors;
    private readonly PipelineEnds _ends;
    private readonly Plausibility _plausibility = new();
    private readonly MedianDespike _despike = new();
    private readonly Deadband _deadband = new();
    private readonly Dictionary<string, List<Point>> _pointsByDevice = [];
    private readonly List<DetectedAlert> _decided = [];
    private readonly Queue<DetectedAlert> _unstored = [];
    private readonly Dictionary<string, DetectedAlert> _open = [];
    private long _storeAgainMs;
    private int _known;

    public Pipeline(PointTable points, Detectors detectors, PipelineEnds ends)
    {
        (_points, _detectors, _ends) = (points, detectors, ends);

        // What was raised of a part in the life before: it is watched on, although it has not been heard in this one.
        foreach (var alert in ends.Handover.Unclaimed)
        {
            points.Know(alert.Alert.Device);
        }

        Learn();
    }

    /// <summary>Alerts that the outbox could not take yet.</summary>
    public int Waiting => _unstored.Count;

    /// <summary>
    /// Goes on with what was raised before the agent started anew: switches the outputs that it asks for, which went off
    /// with the life before, and clears what nothing watches for any more. Called once, before anything else.
    /// </summary>
    public void Resume(Instant now)
    {
        foreach (var alert in _ends.Handover.Claimed)
        {
            _open[alert.Alert.AlertId] = alert;
            _ends.Outputs.Act(alert);
        }

        _decided.AddRange(_ends.Handover.Unclaimed.Select(alert => AlertHandover.End(alert, now)));
        Deliver(now, source: null);
    }

    /// <summary>The agent is about to start anew: hands over what is raised.</summary>
    public void HandOver() => _ends.Handover.Leave(_open.Values);

    /// <summary>Takes one reading all the way.</summary>
    public void Process(Reading reading)
    {
        if (reading.Point.Index >= _known)
        {
            Learn();
        }

        if (reading.IsHistory)
        {
            Append(reading);
            return;
        }

        var verdict = _plausibility.Judge(reading);
        if (verdict.Drops)
        {
            Drop(reading, verdict.Reason, verdict.Reason == DropReason.Implausible ? DeviceFault.OutOfRange : DeviceFault.NoFix);
            return;
        }

        verdict = _despike.Judge(ref reading);
        if (verdict.Drops)
        {
            Drop(reading, verdict.Reason, DeviceFault.WarmingUp);
            return;
        }

        _detectors.Next(reading, _decided);
        var alerted = Deliver(reading.At, reading.Point);
        Report(reading, alerted);
    }

    // A part that was heard for the first time has points of its own, which come after all others.
    private void Learn()
    {
        var all = _points.All;
        for (; _known < all.Count; _known++)
        {
            var point = all[_known];
            _plausibility.Add(point);
            _despike.Add(point);
            _deadband.Add();
            _detectors.Add(point);
            if (!_pointsByDevice.TryGetValue(point.Device.Name, out var ofDevice))
            {
                _pointsByDevice.Add(point.Device.Name, ofDevice = []);
            }

            ofDevice.Add(point);
        }
    }

    /// <summary>Time has passed: silence, and delays that are over.</summary>
    public void Tick(Instant now)
    {
        _detectors.Tick(now, _decided);
        Deliver(now, source: null);
        Store(now);
    }

    private void Drop(in Reading reading, DropReason reason, DeviceFault fault)
    {
        _ends.Drops.Count(reason);
        _detectors.Next(reading with { Value = 0, Fault = fault, Detail = null }, _decided);
        Deliver(reading.At, reading.Point);
    }

    // Actuation is fast and saves lives; then the alert goes to the disk; only then comes what may be slow.
    private bool Deliver(Instant now, Point? source)
    {
        if (_decided.Count == 0)
        {
            return false;
        }

        try
        {
            foreach (var alert in _decided)
            {
                _unstored.Enqueue(_ends.Outputs.Act(alert));
                Note(alert);
            }

            Store(now);
            foreach (var alert in _decided)
            {
                ReportHeld(alert.Alert.Device, except: source);
            }
        }
        finally
        {
            _decided.Clear();
        }

        return true;
    }

    // An alert that the outbox fails to take stays first in line, and is tried again at a tick: a disk that is full or gone
    // keeps nobody from deciding and acting meanwhile.
    private void Store(Instant now)
    {
        while (_unstored.TryPeek(out var alert) && now.MonotonicMs >= _storeAgainMs)
        {
            try
            {
                Tell(alert.Alert, _ends.Outbox.Append(alert));
            }
            catch (Exception failure)
            {
                _storeAgainMs = now.MonotonicMs + (long)StoreAgainAfter.TotalMilliseconds;
                _ends.Logger.NotStored(_unstored.Count, StoreAgainAfter.TotalSeconds, failure);
                return;
            }

            _unstored.Dequeue();
            _ends.Evidence.Take(alert);
        }
    }

    // Its picture is not handed over: the camera that holds it is closed.
    private void Note(DetectedAlert alert)
    {
        if (alert.Alert.Transition == AlertTransition.Cleared)
        {
            _open.Remove(alert.Alert.AlertId);
        }
        else
        {
            _open[alert.Alert.AlertId] = alert with { Evidence = null };
        }
    }

    private void Tell(Alert alert, RecordIdentity identity) =>
        _ends.Logger.Accepted(alert.AlertId, alert.Transition, alert.Kind, alert.Level, alert.Device, alert.Measured, identity);

    private void Report(in Reading reading, bool alerted)
    {
        var verdict = _deadband.Judge(reading, always: alerted);
        if (verdict.Drops)
        {
            _ends.Drops.Count(verdict.Reason);
            return;
        }

        if (!reading.IsGood && _deadband.TakeHeld(reading.Point, out var lastGood))
        {
            Append(lastGood);
        }

        Append(reading);
    }

    // Where the worker stood when the button was pressed, what the gas was when the sensor fell silent.
    private void ReportHeld(string device, Point? except)
    {
        foreach (var point in _pointsByDevice.GetValueOrDefault(device) ?? [])
        {
            if (point != except && _deadband.TakeHeld(point, out var held))
            {
                Append(held);
            }
        }
    }

    private void Append(in Reading reading)
    {
        if (!_ends.Outbox.Append(reading))
        {
            _ends.Drops.Count(DropReason.OutboxRefused);
        }
    }
}
