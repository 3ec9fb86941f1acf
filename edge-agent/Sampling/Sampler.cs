using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using Microsoft.Extensions.Logging;
using Polly;

namespace EdgeGrid.Agent.Sampling;

/// <summary>What every sampler shares.</summary>
internal sealed record SamplerContext(
    PointTable Points,
    ReadingChannel Channel,
    GatewayClock Clock,
    DeviceContext Devices,
    ILogger<Sampler> Logger);

/// <summary>
/// One sensor: opens it, asks it or listens to it, and tries again when it fails. What it measures, faults included,
/// goes into the channel.
/// </summary>
internal sealed class Sampler(DeviceOptions options, DeviceState state, SamplerContext context)
{
    // A camera's stream may take this long to open; a bus that takes longer hangs.
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestSample = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan VigilEvery = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline _retry = Backoff.Forever(context.Devices.Time);
    private FaultStreak _faults = new();
    private bool _answered;
    private bool _worked;
    private bool _ended;

    // Read by the vigil, on another thread: when a call into the driver must have returned (0: there is none), and the last reading.
    private long _deadlineMs;
    private long _lastReadingMs;

    // While it is open, for who asks for a picture from another thread.
    private volatile IPictureDevice? _camera;

    public DeviceOptions Options => options;

    /// <summary>The device as a camera; null when it is none, or is not open.</summary>
    public IPictureDevice? Camera => _camera;

    /// <summary>Until it is cancelled, or the device's source is at its end for good.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!_ended)
        {
            await _retry.ExecuteAsync(async token => await DeviceThread.RunAsync(options.Name, () => SessionAsync(token)), stopping);
            if (!_ended)
            {
                // It worked and was lost: a short pause, and the backoff begins anew.
                await Task.Delay(Backoff.First, context.Devices.Time, stopping);
            }
        }
    }

    /// <summary>
    /// Called every second: a device that has failed, or whose driver hangs, still gives readings, of bad quality, so
    /// that its silence is seen.
    /// </summary>
    public void KeepVigil()
    {
        var now = context.Clock.Now();
        var deadline = Volatile.Read(ref _deadlineMs);
        if (deadline != 0 && now.MonotonicMs > deadline)
        {
            Fail("It has not returned from a call: its bus or its line hangs. Check its wiring; restart the gateway if it stays so.");
        }

        var pause = options.Every > VigilEvery ? options.Every : VigilEvery;
        if (state.Status.Health == DeviceHealth.Failed && now.MonotonicMs - Volatile.Read(ref _lastReadingMs) >= (long)pause.TotalMilliseconds)
        {
            foreach (var point in context.Points.Of(options))
            {
                Write(point, now, Measurement.Failed(point.Quantity, DeviceFault.NotResponding));
            }
        }
    }

    // From opening to failure. Returns when the device had worked in between, and throws when it never did.
    private async Task SessionAsync(CancellationToken stopping)
    {
        (_answered, _worked) = (false, false);
        _faults = new FaultStreak();
        try
        {
            await using var device = options.Kind.Create(options.Settings, context.Devices.For(options.Name) with { Tell = words => context.Logger.Told(options.Name, words) });
            var identity = await BoundedAsync(LongestOpening, () => device.OpenAsync(stopping));
            context.Logger.Found(options.Name, identity.Model, identity.Detail);
            _camera = device as IPictureDevice;
            if (options.Kind.Parts is not null)
            {
                // What its parts say is theirs; it works when it is there for them.
                Judge(DeviceFault.None);
            }

            await (device switch
            {
                ISampledDevice sampled => SampleAsync(sampled, stopping),
                IListeningDevice listening => ListenAsync(listening, stopping),
                _ => throw new InvalidOperationException($"The driver '{options.Kind.Name}' measures, but can neither be sampled nor listened to."),
            });
        }
        catch (DeviceException failure)
        {
            Fail(failure.Message);
            if (!_worked)
            {
                throw;
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The outermost catch-all of a device: a driver's bug stops this device only.
            context.Logger.DriverBug(options.Name, bug);
            Fail($"Its driver failed: {bug.Message}");
            if (!_worked)
            {
                throw new DeviceException(DeviceFault.NotResponding, bug.Message, bug);
            }
        }
        finally
        {
            _camera = null;
            Volatile.Write(ref _deadlineMs, 0);
        }
    }

    private async Task SampleAsync(ISampledDevice device, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Every, context.Devices.Time);
        do
        {
            var now = context.Clock.Now();
            Volatile.Write(ref _deadlineMs, now.MonotonicMs + (long)LongestSample.TotalMilliseconds);
            var measurements = device.Sample();
            Volatile.Write(ref _deadlineMs, 0);
            Take(now, measurements);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task ListenAsync(IListeningDevice device, CancellationToken stopping)
    {
        await foreach (var measurement in device.ListenAsync(stopping).WithCancellation(stopping))
        {
            Take(context.Clock.Now(), [measurement]);
        }

        stopping.ThrowIfCancellationRequested();
        _ended = true;
        context.Logger.Ended(options.Name);
        state.Set(DeviceHealth.Failed, "Its source is at its end.");
    }

    private void Take(Instant now, IReadOnlyList<Measurement> measurements)
    {
        var fault = DeviceFault.None;
        foreach (var measurement in measurements)
        {
            if (context.Points.Find(options, measurement.Quantity, measurement.Part) is { } point)
            {
                Write(point, now, measurement);
            }
            else if (measurement.Part is null || !options.Measures.Contains(measurement.Quantity))
            {
                throw new InvalidOperationException($"The driver '{options.Kind.Name}' measured {measurement.Quantity}, which it does not declare.");
            }
            else
            {
                context.Channel.Refuse();
            }

            // A part's fault is its own: its device has told it, and so works.
            fault = fault == DeviceFault.None && measurement.Part is null ? measurement.Fault : fault;
        }

        if (!_answered)
        {
            _answered = true;
            context.Logger.FirstSample(options.Name, string.Join(", ", measurements.Select(measurement => measurement.Describe())));
        }

        Judge(fault);
    }

    private void Judge(DeviceFault fault)
    {
        switch (_faults.Next(fault))
        {
            case DeviceHealth.Failed:
                throw new DeviceException(fault, FaultStreak.Explain(fault));
            case DeviceHealth.Degraded when state.Set(DeviceHealth.Degraded, FaultStreak.Explain(fault)):
                context.Logger.Degraded(options.Name, FaultStreak.Explain(fault));
                break;
            case DeviceHealth.Working:
                _worked = true;
                if (state.Set(DeviceHealth.Working))
                {
                    context.Logger.Works(options.Name);
                }

                break;
            default:
                break;
        }
    }

    private async ValueTask<T> BoundedAsync<T>(TimeSpan limit, Func<ValueTask<T>> call)
    {
        Volatile.Write(ref _deadlineMs, context.Clock.Now().MonotonicMs + (long)limit.TotalMilliseconds);
        var answer = await call();
        Volatile.Write(ref _deadlineMs, 0);
        return answer;
    }

    private void Fail(string reason)
    {
        if (state.Set(DeviceHealth.Failed, reason))
        {
            context.Logger.Failed(options.Name, reason);
        }
    }

    private static Instant InstantOf(in Measurement measurement, Instant now) => measurement.At is { } at
        ? new Instant(at, now.MonotonicMs - (long)(now.At - at).TotalMilliseconds)
        : now;

    private void Write(Point point, Instant at, Measurement measurement)
    {
        // A part's clock is its own: only a receiver of the gateway tells the gateway the time.
        if (measurement is { Quantity: Quantity.Position, Part: null, Detail: GnssFix { At: { } utc } } && !options.Simulated)
        {
            context.Clock.Hear(utc, at);
        }

        context.Channel.Write(new Reading(point, InstantOf(measurement, at), measurement.Value, measurement.Fault, measurement.Detail) { IsHistory = measurement.At is not null });
        Volatile.Write(ref _lastReadingMs, at.MonotonicMs);
    }
}
