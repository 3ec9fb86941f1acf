using EdgeGrid.Devices.Scanning;

namespace EdgeGrid.Devices.Tests.Modbus;

public sealed class ModbusScanTests
{
    [Theory]
    [InlineData(true, "Modbus RTU at 9600 baud: unit 1 answers")]
    [InlineData(false, "silent; not asked")]
    public async Task Scan_OfALineWithAUnit_FindsItOnlyWhenItMayAsk(bool mayAsk, string words)
    {
        await using var bench = new ModbusBench(Reach.Serial);
        bench.Unit.SetHolding(0, 1);
        var finding = await new SerialScan(TimeProvider.System).ScanAsync(bench.Line, mayAsk, TestContext.Current.CancellationToken);
        Assert.StartsWith(words, finding.What, StringComparison.Ordinal);
        Assert.Equal(mayAsk ? ["modbus"] : [], finding.Kinds);
        Assert.Equal(mayAsk ? 1 : 0, bench.Units.Questions.Count);
    }
}
