using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>Who has how many cases that are dispatched and not yet fed back. For one reader of the feed.</summary>
internal sealed class Workload(StaffDirectory directory, Whereabouts whereabouts)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _byCase = [];

    /// <summary>Reads all of it anew.</summary>
    public async Task LoadAsync(HubDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Cases.AsNoTracking()
            .Where(row => (row.Step == CaseStep.Dispatched || row.Step == CaseStep.Handling) && row.Assignees != null)
            .Select(row => new { row.CaseId, row.Assignees })
            .ToListAsync(cancellationToken);
        _byCase.Clear();
        foreach (var row in rows)
        {
            _byCase[row.CaseId] = JsonSerializer.Deserialize<string[]>(row.Assignees!) ?? [];
        }

        Tell();
    }

    /// <summary>A case has changed.</summary>
    public void Take(CaseView changed)
    {
        var assignees = changed.Step is CaseStep.Dispatched or CaseStep.Handling ? changed.Assignees : [];
        if (!_byCase.GetValueOrDefault(changed.CaseId, []).SequenceEqual(assignees))
        {
            if (assignees.Count == 0)
            {
                _byCase.Remove(changed.CaseId);
            }
            else
            {
                _byCase[changed.CaseId] = assignees;
            }

            Tell();
        }
    }

    private void Tell()
    {
        var staff = directory.Now;
        whereabouts.Load(_byCase.Values
            .SelectMany(assignees => assignees)
            .GroupBy(assignee => staff.WithAccount(assignee)?.Id ?? assignee)
            .ToDictionary(same => same.Key, same => same.Count()));
    }
}
