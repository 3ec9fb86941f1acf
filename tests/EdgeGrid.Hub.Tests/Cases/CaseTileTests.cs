using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseTileTests
{
    [Fact]
    public void Position_WithinTheDistance_StandsInATileAround()
    {
        var dice = new Random(1);
        for (var trial = 0; trial < 10_000; trial++)
        {
            var at = new Position((dice.NextDouble() * 170) - 85, (dice.NextDouble() * 358) - 179);

            // 49 m away, in any direction.
            var (north, turn) = (49 / 111_200.0, dice.NextDouble() * 2 * Math.PI);
            var near = new Position(at.Latitude + (north * Math.Sin(turn)), at.Longitude + (north * Math.Cos(turn) / Math.Cos(at.Latitude * Math.PI / 180)));

            Assert.Contains(CaseTile.Of(near)!.Value, CaseTile.Around(at, 50));
        }
    }

    [Fact]
    public void Tiles_AroundAPlace_AreFew() =>
        Assert.InRange(CaseTile.Around(new Position(34.2440, 117.1940), 50).Count(), 1, 4);

    [Fact]
    public void Case_WithoutAPosition_StandsInNone() => Assert.Null(CaseTile.Of(null));
}
