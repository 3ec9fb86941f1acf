using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Cases;

/// <summary>Steps of cases that have still to be told to the world stand in the store, written with the steps.</summary>
internal static class NoticeRows
{
    public static void Add(HubDb db, IReadOnlyList<CaseNotice> notices) =>
        db.Notices.AddRange(notices.Select(notice => new NoticeRow
        {
            Topic = Topics.Cases(notice.Grid),
            Payload = JsonSerializer.SerializeToUtf8Bytes(notice, WireJson.Wire.CaseNotice),
        }));
}
