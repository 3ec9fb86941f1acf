using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeGrid.Hub.People;

/// <summary>How staff is written in the store and in files.</summary>
internal static class StaffJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(StaffRecord record) => JsonSerializer.Serialize(record, record.GetType(), Options);

    public static StaffRecord Read(StaffRow row) => row.Kind switch
    {
        StaffKind.Department => Read<Department>(row),
        StaffKind.Person => Read<Person>(row),
        StaffKind.Roster => Read<Roster>(row),
        _ => throw new InvalidOperationException($"The staff record {row.Id} is of an unknown kind."),
    };

    private static T Read<T>(StaffRow row)
        where T : StaffRecord =>
        JsonSerializer.Deserialize<T>(row.Definition, Options) ?? throw new InvalidOperationException($"The staff record {row.Id} is empty.");
}
