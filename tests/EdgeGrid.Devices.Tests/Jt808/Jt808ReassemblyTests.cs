using EdgeGrid.Devices.Jt808;

namespace EdgeGrid.Devices.Tests.Jt808;

public sealed class Jt808ReassemblyTests
{
    private readonly Jt808Reassembly _parts = new();

    [Fact]
    public void Add_PartsInAnyOrder_MakesTheWhole()
    {
        Assert.Null(_parts.Add(Part(3, 3), [5, 6], 0));
        Assert.Null(_parts.Add(Part(3, 1), [1, 2], 0));
        Assert.Null(_parts.Add(Part(3, 1), [9, 9], 0));
        Assert.Equal([1, 2, 3, 4, 5, 6], _parts.Add(Part(3, 2), [3, 4], 0)!);
        Assert.Equal(0, _parts.Waiting);
    }

    [Fact]
    public void Add_OverTheSerialsEnd_MakesTheWhole()
    {
        Assert.Null(_parts.Add(Part(2, 1, first: 0xFFFF), [1], 0));
        Assert.Equal([1, 2], _parts.Add(Part(2, 2, first: 0xFFFF), [2], 0)!);
    }

    [Fact]
    public void Tick_WithoutTheOtherParts_AsksForThemAndThenGivesUp()
    {
        _parts.Add(Part(4, 2), [1], 0);
        Assert.Empty(_parts.Tick(9_000));
        var (serial, missing) = Assert.Single(_parts.Tick(11_000));
        Assert.Equal(100, serial);
        Assert.Equal([1, 3, 4], missing);
        Assert.Empty(_parts.Tick(12_000));
        Assert.Empty(_parts.Tick(61_000));
        Assert.Equal((0, 1L), (_parts.Waiting, _parts.GivenUp));
    }

    [Fact]
    public void Add_ManyUnfinishedMessages_KeepsTheNewest()
    {
        for (var i = 0; i < 1000; i++)
        {
            _parts.Add(Part(2, 1, first: 10 * i), [1], 0);
        }

        Assert.Equal((Jt808Reassembly.MostMessages, 1000L - Jt808Reassembly.MostMessages), (_parts.Waiting, _parts.GivenUp));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    [InlineData(60_000, 1)]
    public void Add_ImpossibleNumbers_KeepsNothing(int parts, int part)
    {
        Assert.Null(_parts.Add(Part(parts, part), [1], 0));
        Assert.Equal((0, 1L), (_parts.Waiting, _parts.GivenUp));
    }

    private static Jt808Header Part(int parts, int part, int first = 100) => new(0x0704, 0, null, "1", (first + part - 1) & 0xFFFF, parts, part);
}
