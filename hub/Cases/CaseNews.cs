using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Ingest;

namespace EdgeGrid.Hub.Cases;

/// <summary>Tells whoever listens what became of cases, once it is committed.</summary>
internal sealed class CaseNews(LiveFeed feed, IngestOutlet outlet)
{
    public void Tell(IReadOnlyList<CaseOutcome> done)
    {
        foreach (var change in done.SelectMany(one => one.Changes()))
        {
            feed.Publish(change);
        }

        if (done.Any(one => one.Notices.Count > 0))
        {
            outlet.TellNotices();
        }
    }
}
