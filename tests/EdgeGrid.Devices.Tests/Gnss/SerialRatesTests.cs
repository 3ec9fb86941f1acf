using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Serial;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class SerialRatesTests
{
    [Theory]
    [InlineData(4800)]
    [InlineData(38_400)]
    public async Task Listen_AtASpeedNobodySet_FindsIt(int baud)
    {
        using var line = PseudoTerminal.Open(TimeProvider.System, baud);
        var terminal = new NmeaTerminal(line, new() { Path = [TrackerRig.Home], Every = TimeSpan.FromMilliseconds(100), NoiseMetres = 0 }, TimeProvider.System);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var walk = terminal.RunAsync(stop.Token);
        await using var device = (IListeningDevice)NmeaReceiver.Kind.Create(
            DriverSettings.For(NmeaReceiver.Kind, ("port", line.Path)), new DeviceContext(new SimulatedHardware(), TimeProvider.System));
        await device.OpenAsync(stop.Token);
        var heard = await device.ListenAsync(stop.Token).Take(5).ToListAsync(stop.Token);
        await stop.CancelAsync();
        await walk;

        // Ten fixes a second, each told once, and nothing of the search.
        Assert.All(heard, measurement => Assert.Equal(DeviceFault.None, measurement.Fault));
        Assert.Equal(5, heard.Select(measurement => ((GnssFix)measurement.Detail!).At).Distinct().Count());
    }

    [Fact]
    public void Rate_ThatMakesSentences_IsKept()
    {
        var rates = new SerialRates(null, TimeProvider.System);
        Assert.True(rates.Doubt(500));
        var found = rates.Baud;
        rates.Keep();
        Assert.False(rates.Doubt(50));
        Assert.Equal(found, rates.Baud);
    }

    [Fact]
    public void Rates_AllWithoutASentence_AreTriedOnceEachAndFromTheStartAgain()
    {
        var rates = new SerialRates(null, TimeProvider.System);
        var tried = new List<int> { rates.Baud };
        while (!rates.AllTried)
        {
            Assert.True(rates.Doubt(500));
            tried.Add(rates.Baud);
        }

        Assert.Equal([.. SerialRates.Usual, SerialRates.Usual[0]], tried);
    }

    [Fact]
    public void Rate_ThatIsConfigured_IsNeverLeft()
    {
        var rates = new SerialRates(4800, TimeProvider.System);
        Assert.False(rates.Doubt(100_000));
        Assert.Equal(4800, rates.Baud);
    }
}
