using System.Security.Cryptography;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Citizens;

/// <summary>What citizens' reports go into.</summary>
internal sealed record CitizenWork(CaseDesk Cases, WriteGate Gate, GridRegistry Grids, IDbContextFactory<HubDb> Store, TimeProvider Time);

/// <summary>Takes citizens' reports in: each becomes a case, one that is sent again becomes none.</summary>
internal sealed class CitizenDesk(CitizenOptions options, CitizenWork work) : IDisposable
{
    // Without letters that are read as digits: people spell these numbers out on the telephone.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private readonly SourceLimit _sources = new(options.MostFromOneSource, options.Within, work.Time);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Takes a report in, on the disk when it returns.</summary>
    /// <param name="report">What is reported.</param>
    /// <param name="by">Who tells the hub.</param>
    /// <param name="source">Where it comes from: a program's name or an address.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<CitizenOutcome> TakeAsync(CitizenReport report, Caller by, string source, CancellationToken cancellationToken)
    {
        // One at a time, or the same report sent twice at once would find itself not there twice.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var sameness = report.Sameness();
            if (await FindSameAsync(sameness, cancellationToken) is { } before)
            {
                return new CitizenOutcome(before, null, null);
            }

            return _sources.Count(source).Wait is { } wait
                ? new CitizenOutcome(null, CitizenRefusals.TooMany(Math.Ceiling(wait.TotalMinutes)), wait)
                : await FileAsync(report, sameness, by, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<string?> FindSameAsync(string sameness, CancellationToken cancellationToken)
    {
        var oldest = work.Time.GetUtcNow() - options.RepeatWithin;
        await using var db = await work.Store.CreateDbContextAsync(cancellationToken);
        return await (
            from report in db.Set<CitizenReportRow>().AsNoTracking()
            join filed in db.Cases.AsNoTracking() on report.RequestId equals filed.Reference
            where report.Sameness == sameness && report.At > oldest
            orderby report.At
            select report.RequestId).FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<CitizenOutcome> FileAsync(CitizenReport report, string sameness, Caller by, CancellationToken cancellationToken)
    {
        var id = RandomNumberGenerator.GetString(Letters, 12);
        var position = report.Position is var (latitude, longitude) ? new Position(latitude, longitude) : null;

        // In the case's own transaction: neither is there without the other.
        using var along = WrittenAlong.With(db => db.Add(Row(report, id, sameness)), onlyWithAChange: true);
        var outcome = await work.Cases.ReportAsync(
            new ReportedProblem
            {
                Category = report.Service.Category ?? report.Service.Code,
                Description = report.Description,
                Address = report.Address.Length > 0 ? report.Address : report.AddressId ?? PlaceOf(report.Position!.Value),
                Grid = work.Grids.Locate(null, position),
                Position = position,
                Source = ReportSource.Citizen,
                Reference = id,
            },
            by,
            cancellationToken);
        if (outcome.Answer == DeskAnswer.Done)
        {
            return new CitizenOutcome(id, null, null);
        }

        // What was not taken is not kept.
        along.Dispose();
        WrittenAlong.Leave();
        await work.Gate.WriteAsync(db => db.Set<CitizenReportRow>().Where(row => row.RequestId == id).ExecuteDeleteAsync(), CancellationToken.None);
        return new CitizenOutcome(null, outcome.Why, null);
    }

    private CitizenReportRow Row(CitizenReport report, string id, string sameness) => new()
    {
        RequestId = id,
        ServiceCode = report.Service.Code,
        At = work.Time.GetUtcNow(),
        Sameness = sameness,
        Description = report.Description,
        Address = report.Address,
        AddressId = report.AddressId,
        Latitude = report.Position?.Latitude,
        Longitude = report.Position?.Longitude,
        MediaUrl = report.MediaUrl,
        Contact = report.Contact,
    };

    private static string PlaceOf((double Latitude, double Longitude) position) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{position.Latitude:F5}, {position.Longitude:F5}");
}

/// <summary>What became of a report.</summary>
/// <param name="RequestId">Its number; null when it was not taken.</param>
/// <param name="Why">It was not taken.</param>
/// <param name="Wait">How long to leave it now, when there were too many.</param>
internal sealed record CitizenOutcome(string? RequestId, Refusal? Why, TimeSpan? Wait);
