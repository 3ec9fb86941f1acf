using EdgeGrid.Devices.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Buses;

public sealed class BoardHardwareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BoardHardware _hardware;

    public BoardHardwareTests() => _hardware = new BoardHardware(_folder.Path, TimeSpan.FromMilliseconds(200));

    [Theory]
    [InlineData("sim:/run/board.sock", true)]
    [InlineData("i2c:1", false)]
    [InlineData("gpio:0", false)]
    public void IsSimulated_ByScheme(string bus, bool simulated) => Assert.Equal(simulated, _hardware.IsSimulated(bus));

    [Fact]
    public void OpenI2c_WithoutTheNode_SaysHowToEnableIt()
    {
        var exception = Assert.Throws<DeviceException>(() => _hardware.OpenI2c("i2c:1", 0x48));
        Assert.Equal(DeviceFault.NotResponding, exception.Fault);
        Assert.Contains($"there is no {_folder.Path}/i2c-1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("raspi-config", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenGpio_WithoutTheNode_SaysWhatToLookFor()
    {
        var exception = Assert.Throws<DeviceException>(() => _hardware.OpenGpio("gpio:3"));
        Assert.Contains($"there is no {_folder.Path}/gpiochip3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("gpiodetect", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("i2c-1", "group i2c")]
    [InlineData("gpiochip0", "group gpio")]
    public void Open_WithoutPermission_NamesTheGroup(string node, string group)
    {
        // A folder in the node's place is refused to everyone, root included, with the same error as a missing right.
        Directory.CreateDirectory(_folder.File(node));
        var exception = Assert.Throws<DeviceException>(() => Open(group.EndsWith("i2c", StringComparison.Ordinal) ? "i2c:1" : "gpio:0"));
        Assert.Contains("no permission", exception.Message, StringComparison.Ordinal);
        Assert.Contains(group, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenGpio_OnAFileThatIsNoChip_SaysThatItCannotBeUsed()
    {
        File.WriteAllText(_folder.File("gpiochip97"), "");
        var exception = Assert.Throws<DeviceException>(() => _hardware.OpenGpio("gpio:97"));
        Assert.StartsWith("gpio:97 cannot be used", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("i2c")]
    [InlineData("i2c:")]
    [InlineData("i2c:-1")]
    [InlineData("i2c:one")]
    [InlineData("gpio:0")]
    [InlineData("/dev/i2c-1")]
    public void OpenI2c_OfANameThatIsNoBus_SaysHowToWriteOne(string bus) =>
        Assert.Contains("Write i2c:1", Assert.Throws<DeviceException>(() => _hardware.OpenI2c(bus, 0x48)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sim:")]
    [InlineData("sim:/nowhere/board.sock")]
    [InlineData("sim:/a-path-that-is-much-too-long-for-a-unix-domain-socket-because-the-kernel-keeps-it-in-one-hundred-and-eight-bytes.sock")]
    public void OpenI2c_OfABusLinkThatNobodyServes_SaysToStartTheSimulator(string bus)
    {
        var exception = Assert.Throws<DeviceException>(() => _hardware.OpenI2c(bus, 0x48));
        Assert.Equal(DeviceFault.NotResponding, exception.Fault);
        Assert.Contains("Start the simulator", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenI2c_OfASocketThatIsNotThere_SaysSo() =>
        Assert.StartsWith(
            "The simulated bus sim:/nowhere/board.sock does not answer: there is no such socket.",
            Assert.Throws<DeviceException>(() => _hardware.OpenI2c("sim:/nowhere/board.sock", 0x48)).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private void Open(string bus)
    {
        if (bus.StartsWith("i2c", StringComparison.Ordinal))
        {
            _hardware.OpenI2c(bus, 0x48).Dispose();
        }
        else
        {
            _hardware.OpenGpio(bus).Dispose();
        }
    }
}
