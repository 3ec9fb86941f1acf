using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;

namespace EdgeGrid.Simulation.Tests.Buses;

public sealed class SimulatedI2cBusTests
{
    private readonly SimulatedBoard _board = new();

    public SimulatedI2cBusTests()
    {
        _board.I2c.Attach(0x48, new SimulatedAds1115());
        _board.I2c.Attach(0x49, new SimulatedAds1115());
    }

    [Theory]
    [InlineData(BusFaultKind.Nack, "121")]
    [InlineData(BusFaultKind.Stuck, "11 ")]
    [InlineData(BusFaultKind.Silence, "110")]
    public void Fault_OnTheBus_FailsAsTheKernelDoes(BusFaultKind kind, string error)
    {
        _board.I2c.Faults.Inject(new BusFault(kind));
        Assert.StartsWith($"Error {error}", Assert.Throws<IOException>(() => Read(0x48)).Message, StringComparison.Ordinal);
        _board.I2c.Faults.Clear();
        Assert.Equal("8583", Read(0x48));
    }

    [Fact]
    public void Fault_OfOneAddress_LeavesTheOthersAlone()
    {
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Nack, Address: 0x48));
        Assert.Throws<IOException>(() => Read(0x48));
        Assert.Equal("8583", Read(0x49));
    }

    [Fact]
    public void Fault_StuckLine_StrikesEveryAddress()
    {
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Stuck, Address: 0x48));
        Assert.Throws<IOException>(() => Read(0x49));
    }

    [Fact]
    public void Fault_ForSomeTimes_PassesByItself()
    {
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Nack, Times: 2, After: 1));
        Assert.Equal("8583", Read(0x48));
        Assert.Throws<IOException>(() => Read(0x48));
        Assert.Throws<IOException>(() => Read(0x48));
        Assert.Equal("8583", Read(0x48));
    }

    [Fact]
    public void Fault_BehindOneThatIsNotYetDue_Strikes()
    {
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Stuck, After: 1));
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.Nack));
        Assert.Contains("121", Assert.Throws<IOException>(() => Read(0x48)).Message, StringComparison.Ordinal);
        Assert.Contains("11 ", Assert.Throws<IOException>(() => Read(0x48)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "FFFF")]
    [InlineData(1, "85FF")]
    [InlineData(2, "8583")]
    public void ShortRead_AfterSomeBytes_IsFilledWithOnes(int bytes, string read)
    {
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.ShortRead, Bytes: bytes));
        Assert.Equal(read, Read(0x48));
    }

    [Fact]
    public void BitFlip_OfARead_ChangesExactlyOneBit()
    {
        _board.I2c.Faults.Inject(new BusFault(BusFaultKind.BitFlip));
        for (var i = 0; i < 50; i++)
        {
            var flipped = Convert.ToInt32(Read(0x48), 16) ^ 0x8583;
            Assert.Equal(1, System.Numerics.BitOperations.PopCount((uint)flipped));
        }
    }

    [Fact]
    public void Attach_BeyondSevenBits_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _board.I2c.Attach(0x80, new SimulatedAds1115()));

    private string Read(int address)
    {
        using var device = new SimulatedHardware(_board, "i2c:1").OpenI2c("i2c:1", address);
        var bytes = new byte[2];
        device.WriteRead([1], bytes);
        return Convert.ToHexString(bytes);
    }
}
