using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests;

/// <summary>docs/drivers.md tells a technician every option as the driver declares it.</summary>
public sealed class DriverDocumentTests
{
    public static TheoryData<string> Kinds() => [.. DeviceKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Document_OfEachKind_HasItsTable(string name) => DriverDocument.Tells(
        File.ReadAllText(Repository.PathOf("docs/drivers.md")), DeviceKinds.All.Single(kind => kind.Name == name));

    [Fact]
    public void Wire_OfEachQuantity_HasItsNameAndUnit()
    {
        var rows = File.ReadLines(Repository.PathOf("docs/wire.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.All(Enum.GetValues<Quantity>(), quantity => Assert.Contains(
            rows, row => row.Contains($"`{quantity.Name()}`", StringComparison.Ordinal) && row.Contains(quantity.Unit().Length == 0 ? "none" : $"`{quantity.Unit()}`", StringComparison.Ordinal)));
    }
}
