using System.Globalization;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Torture.Rig;

/// <summary>How much happens in a building.</summary>
/// <param name="Contacts">How many.</param>
/// <param name="EveryMs">How often the gateway asks each of them.</param>
/// <param name="LeastMs">From one change to the next, at least.</param>
/// <param name="MostMs">At most.</param>
internal sealed record Bustle(int Contacts, int EveryMs, int LeastMs, int MostMs)
{
    /// <summary>Some 30 transitions a second.</summary>
    public static readonly Bustle Great = new(8, 20, 10, 60);

    /// <summary>Some 5 a second: many gateways share one machine.</summary>
    public static readonly Bustle Modest = new(4, 50, 60, 340);
}

/// <summary>A building whose contacts open and close all the time, on a simulated board that outlives every agent.</summary>
internal sealed class BusyBuilding : IAsyncDisposable
{
    private const int FirstPin = 4;

    private readonly SimulatedContact[] _contacts;
    private readonly BusLinkServer _bus;
    private readonly Bustle _bustle;
    private readonly int _number;
    private readonly Random _dice;
    private readonly CancellationTokenSource _quiet = new();
    private readonly Task _busy;

    /// <param name="socket">The bus link's file.</param>
    /// <param name="number">Among the buildings: each stands in a place of its own.</param>
    /// <param name="bustle">How much happens.</param>
    /// <param name="dice">What and when.</param>
    public BusyBuilding(string socket, int number, Bustle bustle, Random dice)
    {
        var board = new SimulatedBoard();
        _contacts = [.. Enumerable.Range(FirstPin, bustle.Contacts).Select(pin => new SimulatedContact(board.Gpio[pin]))];
        _bus = BusLinkServer.Start(board, socket);
        (_number, _bustle, _dice) = (number, bustle, dice);
        _busy = Task.Run(TurnAsync);
    }

    /// <summary>The devices of an agent's configuration, with names that begin so. Each contact stands in a place of its own, so that they are cases of their own.</summary>
    public string DevicesCalled(string prefix) => string.Join(",\n", Enumerable.Range(0, _bustle.Contacts).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "{{prefix}}contact-{{i}}", "kind": "contact", "chip": "{{_bus.Bus}}", "pin": {{FirstPin + i}}, "debounce": "0ms", "every": "{{_bustle.EveryMs}}ms",
          "place": "Building {{_number}}, room {{i}}", "latitude": {{34.24 + (i * 0.01):0.00}}, "longitude": {{117.19 + (_number * 0.01):0.00}},
          "detect": { "contact": { "kind": "smoke", "level": "orange", "onDelay": "0s", "offDelay": "0s" } }
        }
        """)));

    /// <summary>Nothing moves any more, and what moved last has been seen.</summary>
    public async Task CalmDownAsync()
    {
        await _quiet.CancelAsync();
        await _busy;
        await Task.Delay(TimeSpan.FromMilliseconds(4 * _bustle.EveryMs), TimeProvider.System);
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
            var contact = _contacts[_dice.Next(_contacts.Length)];
            contact.Active = !contact.Active;
            await Task.Delay(TimeSpan.FromMilliseconds(_dice.Next(_bustle.LeastMs, _bustle.MostMs)), TimeProvider.System, _quiet.Token)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
