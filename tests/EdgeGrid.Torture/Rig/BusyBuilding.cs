using System.Globalization;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Torture.Rig;

/// <summary>A building whose contacts open and close all the time, on a simulated board that outlives every agent.</summary>
internal sealed class BusyBuilding : IAsyncDisposable
{
    private const int FirstPin = 4;
    private const int Contacts = 8;

    private readonly SimulatedContact[] _contacts;
    private readonly BusLinkServer _bus;
    private readonly Random _dice;
    private readonly CancellationTokenSource _quiet = new();
    private readonly Task _busy;

    public BusyBuilding(string folder, int seed)
    {
        var board = new SimulatedBoard();
        _contacts = [.. Enumerable.Range(FirstPin, Contacts).Select(pin => new SimulatedContact(board.Gpio[pin]))];
        _bus = BusLinkServer.Start(board, Path.Combine(folder, "building.sock"));
        _dice = new Random(seed);
        _busy = Task.Run(TurnAsync);
    }

    /// <summary>The devices of an agent's configuration. Each contact stands in a place of its own, so that they are cases of their own.</summary>
    public string Devices => string.Join(",\n", Enumerable.Range(0, Contacts).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "contact-{{i}}", "kind": "contact", "chip": "{{_bus.Bus}}", "pin": {{FirstPin + i}}, "debounce": "0ms", "every": "20ms",
          "place": "Room {{i}}", "latitude": {{34.24 + (i * 0.01):0.00}}, "longitude": 117.19,
          "detect": { "contact": { "kind": "smoke", "level": "orange", "onDelay": "0s", "offDelay": "0s" } }
        }
        """)));

    /// <summary>Nothing moves any more.</summary>
    public async Task CalmDownAsync()
    {
        await _quiet.CancelAsync();
        await _busy;
    }

    public async ValueTask DisposeAsync()
    {
        await CalmDownAsync();
        await _bus.DisposeAsync();
        _quiet.Dispose();
    }

    private async Task TurnAsync()
    {
        while (!_quiet.IsCancellationRequested)
        {
            var contact = _contacts[_dice.Next(Contacts)];
            contact.Active = !contact.Active;
            await Task.Delay(TimeSpan.FromMilliseconds(_dice.Next(10, 60)), TimeProvider.System, _quiet.Token)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
