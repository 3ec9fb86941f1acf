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
}
