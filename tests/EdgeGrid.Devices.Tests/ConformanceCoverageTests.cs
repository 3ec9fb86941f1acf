using EdgeGrid.Conformance.Drivers;

namespace EdgeGrid.Devices.Tests;

public sealed class ConformanceCoverageTests
{
    [Fact]
    public void EveryKind_HasASubclassOfTheSuite()
    {
        var covered = typeof(ConformanceCoverageTests).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DriverConformance)) && type is { IsAbstract: false, IsPublic: true })
            .Select(type => ((DriverConformance)Activator.CreateInstance(type)!).Kind.Name);
        Assert.Empty(DeviceKinds.All.Select(kind => kind.Name).Except(covered));
    }

    [Fact]
    public void Kinds_Names_AreUnique() =>
        Assert.Equal(DeviceKinds.All.Count, DeviceKinds.All.Select(kind => kind.Name).Distinct(StringComparer.Ordinal).Count());
}
