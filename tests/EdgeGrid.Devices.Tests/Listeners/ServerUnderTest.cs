using System.Collections.Concurrent;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Listeners;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Terminals;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Listeners;

/// <summary>An opened server, and what it has told.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _bound = new(Patience);
    private readonly IListeningDevice _device;
    private readonly Func<TerminalListener> _listener;
    private readonly List<Measurement> _told = [];
    private readonly ConcurrentQueue<string> _words;
    private readonly SemaphoreSlim _takes = new(1);
    private readonly Task _listening;

    private ServerUnderTest(IListeningDevice device, int port, Func<TerminalListener> listener, ConcurrentQueue<string> words)
    {
        (_device, Port, _listener, _words) = (device, port, listener, words);
        _listening = ListenAsync();
    }

    public int Port { get; }

    /// <summary>Ends whatever takes too long.</summary>
    public CancellationToken Bound => _bound.Token;

    public TerminalListener Listener => _listener();

    public IReadOnlyList<Measurement> Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    /// <param name="kind">Of the server.</param>
    /// <param name="listener">Of the opened device.</param>
    /// <param name="parts">Who may speak; null: everybody.</param>
    /// <param name="values">Options.</param>
    public static async Task<ServerUnderTest> StartAsync(
        DeviceKind kind, Func<IDevice, TerminalListener> listener, IReadOnlyList<string>? parts, params (string Option, object Value)[] values)
    {
        var port = Ports.Free();
        var settings = DriverSettings.ForParts(kind, parts, [("port", (long)port), .. values]);
        var words = new ConcurrentQueue<string>();
        var device = (IListeningDevice)kind.Create(settings, new DeviceContext(new SimulatedHardware(), TimeProvider.System) { Tell = words.Enqueue });
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return new ServerUnderTest(device, port, () => listener(device), words);
    }

    public Task<TerminalLink> ConnectAsync() => TerminalLink.ConnectAsync("127.0.0.1", Port, Bound);

    /// <summary>Waits until that was told.</summary>
    public async Task<Measurement> ToldAsync(string what, Func<Measurement, bool> fits)
    {
        await Eventually.HoldsAsync(what, () => Told.Any(fits));
        return Told.First(fits);
    }

    /// <summary>Waits until the technician was told that.</summary>
    public Task SaysAsync(string words) => Eventually.HoldsAsync(words, () => _words.Any(line => line.Contains(words, StringComparison.Ordinal)));

    public Task EndedAsync(ConnectionEnd reason, long count = 1) => Eventually.HoldsAsync($"{count} ended as {reason}", () => Listener.Ended(reason) >= count);

    /// <summary>Whoever listens takes nothing more, until it does again.</summary>
    public async Task<IDisposable> StopTakingAsync()
    {
        await _takes.WaitAsync(Bound);
        return new Resume(_takes);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        await _device.DisposeAsync();
        _stop.Dispose();
        _bound.Dispose();
        _takes.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var measurement in _device.ListenAsync(_stop.Token))
            {
                await _takes.WaitAsync(_stop.Token);
                lock (_told)
                {
                    _told.Add(measurement);
                }

                _takes.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private sealed class Resume(SemaphoreSlim takes) : IDisposable
    {
        public void Dispose() => takes.Release();
    }
}
