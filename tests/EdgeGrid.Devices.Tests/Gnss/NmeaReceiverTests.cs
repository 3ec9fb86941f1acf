using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class NmeaReceiverTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Listen_ToAPressedButton_HearsItAndItsRelease()
    {
        await using var rig = new TrackerRig();
        await using var device = await OpenAsync(rig.Where);
        using var bound = new CancellationTokenSource(Bound);
        var heard = new List<double>();
        await foreach (var measurement in device.ListenAsync(bound.Token))
        {
            if (measurement.Quantity == Quantity.Position && heard.Count == 0)
            {
                rig.Terminal.PressSos();
            }
            else if (measurement.Quantity == Quantity.Sos)
            {
                heard.Add(measurement.Value);
                rig.Terminal.ReleaseSos();
            }

            if (heard.Contains(0))
            {
                break;
            }
        }

        Assert.Equal(1, heard[0]);
        Assert.Equal(0, heard[^1]);
    }

    [Fact]
    public async Task Listen_WithoutSky_TellsNoFix()
    {
        await using var rig = new TrackerRig();
        rig.Terminal.HasSky = false;
        await using var device = await OpenAsync(rig.Where);
        Assert.Equal(DeviceFault.NoFix, (await FirstAsync(device)).Fault);
    }

    [Fact]
    public async Task Listen_ToASilentLine_TellsNotResponding()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        await using var device = await OpenAsync(line.Path);
        Assert.Equal(Measurement.Failed(Quantity.Position, DeviceFault.NotResponding), await FirstAsync(device));
    }

    [Fact]
    public async Task Listen_ToALineThatFallsSilentWithoutAFix_TellsNotResponding()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        await using var device = await OpenAsync(line.Path);
        line.Send(NmeaLines.Of("GNGGA,081530.00,,,,,0,00,99.9,,,,,,"));
        Assert.Equal([DeviceFault.NoFix, DeviceFault.NotResponding], (await FirstAsync(device, 2)).Select(measurement => measurement.Fault));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GNTXT,01,01,02,before the receiver is set to another rate")]
    public async Task Listen_ToBytesWithoutASentence_BlamesTheBaudRate(string before)
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        await using var device = await OpenAsync(line.Path);
        line.Send(before.Length > 0 ? NmeaLines.Of(before) : []);
        using var stop = new CancellationTokenSource();
        var babble = BabbleAsync(line, stop.Token);
        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await FirstAsync(device));
        await stop.CancelAsync();
        await babble;

        Assert.Equal(DeviceFault.BadChecksum, exception.Fault);
        Assert.Contains("baud", exception.Message, StringComparison.Ordinal);
        Assert.Contains("9600", exception.Message, StringComparison.Ordinal);
        Assert.Contains(line.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AMissingPort_SaysWhereToLook()
    {
        await using var device = Make("/dev/ttyNOWHERE");
        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await device.OpenAsync(CancellationToken.None));
        Assert.Equal(DeviceFault.NotResponding, exception.Fault);
        Assert.Contains("no serial port /dev/ttyNOWHERE", exception.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/serial/by-id", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AFileThatIsNoPort_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("file"), "no port");
        await using var device = Make(folder.File("file"));
        var exception = await Assert.ThrowsAsync<DeviceException>(async () => await device.OpenAsync(CancellationToken.None));
        Assert.Contains("it is no serial port", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, "dialout")]
    [InlineData(16, "in use by another program")]
    public void CannotOpen_ByErrorOfTheSystem_SaysWhatToDo(int errno, string words)
    {
        Exception cause = errno == 13 ? new UnauthorizedAccessException() : new IOException("busy", errno);
        var exception = SerialTrouble.CannotOpen("/dev/null", 9600, cause);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/null", exception.Message, StringComparison.Ordinal);
    }

    private static IListeningDevice Make(string port) => (IListeningDevice)NmeaReceiver.Kind.Create(
        DriverSettings.For(NmeaReceiver.Kind, ("port", port), ("patience", TimeSpan.FromSeconds(1))), new DeviceContext(new SimulatedHardware(), TimeProvider.System));

    private static async Task<IListeningDevice> OpenAsync(string port)
    {
        var device = Make(port);
        await device.OpenAsync(CancellationToken.None);
        return device;
    }

    private static async Task<Measurement> FirstAsync(IListeningDevice device) => (await FirstAsync(device, 1))[0];

    private static async Task<List<Measurement>> FirstAsync(IListeningDevice device, int count)
    {
        using var bound = new CancellationTokenSource(Bound);
        return await device.ListenAsync(bound.Token).Take(count).ToListAsync(bound.Token);
    }

    private static async Task BabbleAsync(PseudoTerminal line, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var bytes = new byte[60];
        Array.Fill(bytes, (byte)0xF8);
        while (!cancellationToken.IsCancellationRequested)
        {
            line.Send(bytes);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
