using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Tracking;

/// <summary>
/// Takes the positions that people tell of themselves. Those who come while another is being written are written with the
/// next: ten thousand phones that each waited for a disk of their own would leave ingest no turn.
/// </summary>
internal sealed class PositionDesk(WriteGate gate, StaffDirectory directory, GridRegistry grids, Whereabouts whereabouts, TrackingClock clock)
{
    private readonly Lock _lock = new();
    private readonly List<Ticket> _waiting = [];

    /// <summary>Stores what was on duty; of the rest nothing is kept but its count.</summary>
    public async Task<PositionsTaken> TakeAsync(string person, IReadOnlyList<ToldPosition> told)
    {
        var now = clock.Time.GetUtcNow();
        var plan = directory.Now.PlanOf(person);
        var (fixes, offDuty, problems) = (new List<Fix>(told.Count), 0, new List<string>());
        foreach (var (one, index) in told.Select((one, index) => (one, index)))
        {
            var position = new Position(one.Latitude, one.Longitude, one.AccuracyMetres);
            if ((clock.Problem(one.At, now) ?? (MessageReader.IsOnEarth(position) ? null : "is not on earth")) is { } problem)
            {
                problems.Add($"position {index + 1} {problem}");
            }
            else if (!plan.At(one.At).OnDuty)
            {
                offDuty++;
            }
            else
            {
                fixes.Add(new Fix(person, one.At, position, grids.Locate(null, position), "", Simulated: false));
            }
        }

        if (fixes.Count > 0)
        {
            await WriteAsync(new Ticket(fixes));
        }

        return new PositionsTaken(fixes.Count, offDuty, problems);
    }

    private async Task WriteAsync(Ticket own)
    {
        lock (_lock)
        {
            _waiting.Add(own);
        }

        List<Ticket> taken = [];
        try
        {
            await gate.WriteAsync(
                async db =>
                {
                    taken = TakeWaiting(own);
                    foreach (var fix in taken.SelectMany(ticket => ticket.Fixes))
                    {
                        await PositionRows.AddAsync(db, fix, CancellationToken.None);
                    }

                    return true;
                },
                CancellationToken.None);
        }
        catch
        {
            // The others try for themselves: they stand at the gate.
            Return(own, taken);
            throw;
        }

        foreach (var fix in taken.SelectMany(ticket => ticket.Fixes))
        {
            whereabouts.See(fix, clock.Time.GetUtcNow());
        }
    }

    /// <summary>Everything that waits; nothing when another has written ours already.</summary>
    private List<Ticket> TakeWaiting(Ticket own)
    {
        lock (_lock)
        {
            if (!_waiting.Contains(own))
            {
                return [];
            }

            List<Ticket> taken = [.. _waiting];
            _waiting.Clear();
            return taken;
        }
    }

    private void Return(Ticket own, List<Ticket> taken)
    {
        lock (_lock)
        {
            _waiting.Remove(own);
            _waiting.AddRange(taken.Where(ticket => ticket != own));
        }
    }

    private sealed class Ticket(IReadOnlyList<Fix> fixes)
    {
        public IReadOnlyList<Fix> Fixes => fixes;
    }
}

/// <summary>Which instants can be instants of a position.</summary>
internal sealed record TrackingClock(TimeProvider Time, TrackingOptions Options)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem(DateTimeOffset at, DateTimeOffset now) =>
        at > now + Ahead ? "is in the future: set the clock of the device"
        : at <= now - Options.PositionsKeptFor ? "is older than positions are kept"
        : null;
}

/// <summary>A position that somebody tells of themselves.</summary>
internal sealed record ToldPosition(DateTimeOffset At, double Latitude, double Longitude, double? AccuracyMetres = null);

/// <summary>What became of them.</summary>
/// <param name="Stored">So many are in the store.</param>
/// <param name="OffDuty">So many were not of a time of duty, and are forgotten.</param>
/// <param name="Problems">What was wrong with others.</param>
internal sealed record PositionsTaken(int Stored, int OffDuty, IReadOnlyList<string> Problems);
