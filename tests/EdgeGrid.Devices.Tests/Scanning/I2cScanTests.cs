using EdgeGrid.Devices.Scanning;

namespace EdgeGrid.Devices.Tests.Scanning;

public sealed class I2cScanTests
{
    [Theory]
    [InlineData(0x48, true, "mq4", "contact-line")]
    [InlineData(0x4B, true, "analogue")]
    [InlineData(0x77, false, "bme280", "bme680")]
    public void KindsAt_AnAddress_AreAllThatMayBeSetToIt(int address, bool onConverter, params string[] kinds)
    {
        Assert.All(kinds, kind => Assert.Contains(kind, I2cScan.KindsAt(address, onConverter)));
        Assert.All(kinds, kind => Assert.DoesNotContain(kind, I2cScan.KindsAt(address, !onConverter)));
        Assert.All(kinds, kind => Assert.DoesNotContain(kind, I2cScan.KindsAt(address + 0x10, onConverter)));
    }
}
