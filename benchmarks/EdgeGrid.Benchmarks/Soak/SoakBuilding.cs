using System.Globalization;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Benchmarks.Soak;

/// <summary>
/// A building as large as its bus allows, in registers and pins: four converters with sixteen methane sensors whose air
/// is never still, and a smoke alarm's contact that closes and opens. The agent reads it through the bus link.
/// </summary>
internal sealed class SoakBuilding : IAsyncDisposable
{
    private const int FirstAddress = 0x48;
    private const int Converters = 4;
    private const int Inputs = 4;
    private const int Pin = 17;

    private readonly BusLinkServer _bus;
    private readonly SimulatedContact _smokeAlarm;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _alarming;
    private int _alerts;

    /// <param name="socket">The bus link's file.</param>
    /// <param name="alertEvery">From one alert to the next.</param>
    public SoakBuilding(string socket, TimeSpan alertEvery)
    {
        var board = new SimulatedBoard();
        for (var chip = 0; chip < Converters; chip++)
        {
            var converter = new SimulatedAds1115(TimeProvider.System);
            for (var input = 0; input < Inputs; input++)
            {
                converter.Connect(input, Air(chip + (Converters * input)));
            }

            board.I2c.Attach(FirstAddress + chip, converter);
        }

        _smokeAlarm = new SimulatedContact(board.Gpio[Pin]);
        _bus = BusLinkServer.Start(board, socket);
        _alarming = AlarmAsync(alertEvery);
    }

    /// <summary>How often the smoke alarm went off.</summary>
    public int Alerts => Volatile.Read(ref _alerts);

    /// <summary>The devices of an agent's configuration. Each sample is a reading: nothing is within a deadband.</summary>
    public string Devices => string.Join(
        ",\n",
        Enumerable.Range(0, Converters * Inputs).Select(Sensor).Append(string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "smoke", "kind": "contact", "chip": "{{_bus.Bus}}", "pin": {{Pin}}, "debounce": "0ms", "every": "20ms",
              "detect": { "contact": { "kind": "smoke", "level": "orange", "onDelay": "0s", "offDelay": "0s" } }
            }
            """)));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _alarming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _bus.DisposeAsync();
        _over.Dispose();
    }

    private static Func<double> Air(int seed)
    {
        var (sensor, noise) = (new SimulatedMq4(), new Random(seed));
        return () =>
        {
            sensor.PercentLel = 4 + noise.NextDouble();
            return sensor.Volts;
        };
    }

    private string Sensor(int index) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "methane-{{index}}", "kind": "mq4", "place": "Flat {{index}}",
          "bus": "{{_bus.Bus}}", "address": "0x{{FirstAddress + (index / Inputs):x}}", "channel": {{index % Inputs}}, "warmUp": "0s", "every": "10ms",
          "filter": { "min": 0, "max": 100, "despike": 1, "deadband": 0, "longestSilence": "30s" },
          "detect": { "silence": { "after": "10s" } }
        }
        """);

    private async Task AlarmAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every / 2, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_over.Token))
        {
            _smokeAlarm.Active = !_smokeAlarm.Active;
            _alerts += _smokeAlarm.Active ? 1 : 0;
        }
    }
}
