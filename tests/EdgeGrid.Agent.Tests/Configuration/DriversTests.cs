using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Configuration;

public sealed class DriversTests
{
    private static readonly string[] CommonKeys =
        ["name", "kind", "place", "latitude", "longitude", "every", "filter", "detect", "label", "on", "atLeast", "for",
        "sounder", "simulated", "parts", "allowOthers"];

    [Fact]
    public void Options_OfEveryDriver_LeaveTheCommonKeysAlone() =>
        Assert.All(Drivers.All, kind => Assert.Empty(kind.Options.Select(option => option.Name).Intersect(CommonKeys)));

    [Fact]
    public void Defaults_OfEveryDriver_AreOfTheirOptionsType() =>
        Assert.All(Drivers.All.SelectMany(kind => kind.Options).SelectMany(option => option.Fields.Prepend(option)).Where(option => option.Default is not null), option =>
        {
            Assert.False(option.Required, $"{option.Name} is required and has a default.");
            Assert.True(
                (option.Type, option.Default) is (OptionType.Text, string) or (OptionType.Integer, long or int) or (OptionType.Number, double or long or int)
                    or (OptionType.Flag, bool) or (OptionType.Duration, TimeSpan),
                $"{option.Name} is {option.Type} and has the default {option.Default}.");
        });

    [Fact]
    public void Names_OfDrivers_AreTheirOwn() => Assert.Distinct(Drivers.All.Select(kind => kind.Name));
}
