using System.Threading.Channels;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using Microsoft.Extensions.Logging;
using Polly;

namespace EdgeGrid.Agent.Actuation;

/// <summary>
/// The hardware of one output, on a thread of its own. It is off when the agent starts, off when it stops, and after
/// a failure it comes back as it should be by then. It is looked at again and again: a siren that lost its supply while it
/// sounded sounds again, and one that is missing is known before it is needed.
/// </summary>
internal sealed class OutputLine(OutputOptions options, DeviceState state, DeviceContext devices, ILogger logger)
{
    // A relay switches within a millisecond. The alert must not wait for a bus that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline _retry = Backoff.Forever(devices.Time);
    private readonly Channel<Command> _commands = Channel.CreateBounded<Command>(16);
    private volatile bool _desired;

    /// <summary>Switches, and waits a quarter of a second at most; not at all where the one before waited in vain.</summary>
    /// <returns>Null when it is done, or why not, in words.</returns>
    public string? Switch(bool on)
    {
        _desired = on;
        var command = new Command();
        var queued = _commands.Writer.TryWrite(command);
        if (state.Status is { Health: DeviceHealth.Failed, Reason: var reason })
        {
            return reason;
        }

        if (!queued || !command.Done.Wait(Patience))
        {
            const string hangs = "It has not answered in time: check its bus and its wiring.";
            Fail(hangs);
            return hangs;
        }

        return command.Problem;
    }

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _retry.ExecuteAsync(async token => await DeviceThread.RunAsync(options.Name, () => SessionAsync(token)), stopping);
            if (!stopping.IsCancellationRequested)
            {
                await Task.Delay(Backoff.First, devices.Time, stopping);
            }
        }
    }

    private async Task SessionAsync(CancellationToken stopping)
    {
        var worked = false;
        try
        {
            await using var device = options.Kind.Create(options.Settings, devices) as IOutputDevice
                ?? throw new InvalidOperationException($"The driver '{options.Kind.Name}' cannot be switched.");
            var identity = await device.OpenAsync(stopping);
            device.Switch(_desired);
            logger.Found(options.Name, identity.Model, identity.Detail);
            state.Set(DeviceHealth.Working);
            worked = true;
            await ObeyAsync(device, stopping);
        }
        catch (DeviceException failure)
        {
            Fail(failure.Message);
            if (!worked)
            {
                throw;
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The outermost catch-all of an output: a driver's bug stops this output only.
            logger.DriverBug(options.Name, bug);
            Fail($"Its driver failed: {bug.Message}");
            if (!worked)
            {
                throw new DeviceException(DeviceFault.NotResponding, bug.Message, bug);
            }
        }
    }

    private async Task ObeyAsync(IOutputDevice device, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LookEvery, devices.Time);
        var look = timer.WaitForNextTickAsync(stopping).AsTask();
        var heard = _commands.Reader.WaitToReadAsync(stopping).AsTask();
        try
        {
            while (true)
            {
                if (await Task.WhenAny(heard, look) == heard)
                {
                    await heard;
                    while (_commands.Reader.TryRead(out var command))
                    {
                        Obey(device, command);
                    }

                    heard = _commands.Reader.WaitToReadAsync(stopping).AsTask();
                }
                else
                {
                    await look;
                    Look(device);
                    look = timer.WaitForNextTickAsync(stopping).AsTask();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            device.Switch(false);
        }
    }

    // To open it anew would be to switch it off first: a valve that is held would open, a siren would pause.
    private void Look(IOutputDevice device)
    {
        try
        {
            device.Verify();
        }
        catch (DeviceException failure)
        {
            device.Switch(_desired);
            logger.SwitchedAgain(options.Name, _desired ? "on" : "off", failure.Message);
        }
    }

    // Whoever asked is told; then the failure goes on its way.
    private void Obey(IOutputDevice device, Command command)
    {
        try
        {
            device.Switch(_desired);
            state.Set(DeviceHealth.Working);
        }
        catch (Exception failure)
        {
            command.Problem = failure.Message;
            Fail(failure.Message);
            throw;
        }
        finally
        {
            command.Done.Set();
        }
    }

    private void Fail(string reason)
    {
        if (state.Set(DeviceHealth.Failed, reason))
        {
            logger.Failed(options.Name, reason);
        }
    }

    private sealed class Command
    {
        public ManualResetEventSlim Done { get; } = new();

        public string? Problem { get; set; }
    }
}
