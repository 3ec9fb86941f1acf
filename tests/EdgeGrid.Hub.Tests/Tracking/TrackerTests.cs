using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tracking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static EdgeGrid.Hub.Tests.Tracking.SomeoneOnDuty;

namespace EdgeGrid.Hub.Tests.Tracking;

/// <summary>Positions that come from the trackers that people carry.</summary>
public sealed class TrackerTests
{
    /// <summary>A latitude that is found wherever it is written.</summary>
    private const double Unmistakable = 34.71828182845904;

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public async Task Positions_OffDuty_AreNeitherStoredNorShownNorLogged()
    {
        await using var rig = await StartAsync(_time);
        using var gateway = await rig.GatewayAsync("gw-7");

        _time.SetUtcNow(Evening);
        var told = await TellAsync(rig, (Evening, Unmistakable, 117.194));
        var ack = await SendAsync(gateway, Evening, Unmistakable);

        Assert.Equal((0, 1), (told.GetProperty("stored").GetInt32(), told.GetProperty("offDuty").GetInt32()));
        Assert.Equal(AckOutcome.Committed, ack.Outcome);
        Assert.Equal(0, (await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await GetAsync(rig, "/api/v1/people/w-1/track")).GetProperty("points").GetArrayLength());
        Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains("34.71828", StringComparison.Ordinal));

        // Nor as bytes anywhere in the store: what the tracker measured is gone from its block, what else was in it is not.
        Assert.Equal(["gw-7:meter:methane", "gw-7:meter:methane"], StoredNames(rig));
        Assert.Empty(await PositionsAsync(rig));
        Assert.False(Contains(rig, BitConverter.GetBytes(Unmistakable)), "little-endian");
        Assert.False(Contains(rig, [.. BitConverter.GetBytes(Unmistakable).Reverse()]), "big-endian");
    }

    [Fact]
    public async Task Alerts_OfATrackerOffDuty_SayNoPlaceUnlessSomebodyCallsForHelp()
    {
        await using var rig = await StartAsync(_time);
        using var gateway = await rig.GatewayAsync("gw-7");
        var alert = Records.Alert(AlertKind.GridExit) with { Device = "tracker", Position = new Position(Unmistakable, 117.194) };

        _time.SetUtcNow(Evening);
        await gateway.SendAsync(alert with { SampledAt = Evening });
        await gateway.SendAsync(alert with { SampledAt = Evening, AlertId = Records.NewId(), Kind = AlertKind.Sos, Level = WarningLevel.Red, Position = new Position(34.1, 117.1) });
        await gateway.SendAsync(alert with { SampledAt = Evening, AlertId = Records.NewId(), Device = "meter", Position = new Position(34.3, 117.1) });

        var shown = (await rig.Hub.Queries.RecentAlertsAsync()).Select(change => change.Alert.Position?.Latitude);
        Assert.Equal([34.3, 34.1, null], shown);
        Assert.False(Contains(rig, BitConverter.GetBytes(Unmistakable)) || Contains(rig, [.. BitConverter.GetBytes(Unmistakable).Reverse()]) || Contains(rig, Encoding.ASCII.GetBytes("34.71828")));
    }

    [Fact]
    public async Task Readings_OfATrackersGateway_GoToQuarantineWithoutTheirContent()
    {
        await using var rig = await StartAsync(_time);
        using var gateway = await rig.GatewayAsync("gw-7");

        var ack = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(), ContentTypes.SenmlJson, Encoding.UTF8.GetBytes($$"""[{"bn":"gw-7:","n":"tracker:lat","v":{{Unmistakable}},"vs":"both"}]"""));

        Assert.Equal(AckOutcome.Quarantined, ack.Outcome);
        Assert.Equal("", Assert.Single(await rig.Hub.Queries.QuarantineAsync()).Payload);
        Assert.False(Contains(rig, Encoding.ASCII.GetBytes("34.71828")));
    }

    [Fact]
    public async Task Positions_OfATrackerOnDuty_AreItsPersons()
    {
        await using var rig = await StartAsync(_time);
        using var gateway = await rig.GatewayAsync("gw-7");
        var identity = gateway.Next(6);

        await SendAsync(gateway, Noon, 34.244, identity);
        var again = await SendAsync(gateway, Noon, 34.244, identity);

        Assert.Equal(AckOutcome.Duplicate, again.Outcome);
        var stored = Assert.Single(await PositionsAsync(rig));
        Assert.Equal(("w-1", Noon, 34.244, 117.194, "gw-7:tracker"), (stored.Person, stored.At, stored.Latitude, stored.Longitude, stored.Tracker));
        Assert.Single((await GetAsync(rig, "/api/v1/positions?bbox=117,34,118,35")).GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal(6, StoredNames(rig).Count);
    }

    /// <summary>A block of a tracker's fix between two readings of a meter; the tracker's first record carries the base fields.</summary>
    private static Task<Ack> SendAsync(GatewayDouble gateway, DateTimeOffset at, double latitude, RecordIdentity? identity = null)
    {
        SenmlRecord[] records =
        [
            new() { BaseName = "gw-7:", BaseTime = at.ToUnixTimeMilliseconds() / 1000.0, BaseVersion = 10, Name = "tracker:position", Unit = "m/s", Value = 1.5 },
            new() { Name = "tracker:lat", Unit = "deg", Value = latitude },
            new() { Name = "meter:methane", Unit = "%{LEL}", Value = 1 },
            new() { Name = "tracker:lon", Unit = "deg", Value = 117.194 },
            new() { Name = "meter:methane", Unit = "%{LEL}", Value = 2, Time = 1 },
            new() { Name = "tracker:sats", Value = 7, Time = 1 },
        ];
        return gateway.SendAsync(Topics.ReadingsLeaf, identity ?? gateway.Next(6), ContentTypes.SenmlCbor, SenmlPack.Write(records, cbor: true));
    }

    /// <summary>The whole names of what stands in stored blocks, with base fields carried forward.</summary>
    private static List<string> StoredNames(HubRig rig)
    {
        using var db = rig.Hub.Services.GetRequiredService<HubStore>().CreateDbContext();
        var names = new List<string>();
        foreach (var payload in db.ReadingBlocks.AsNoTracking().Select(row => row.Payload).ToList())
        {
            var baseName = "";
            foreach (var record in SenmlCbor.Decode(payload))
            {
                baseName = record.BaseName ?? baseName;
                names.Add(baseName + record.Name);
            }
        }

        return names;
    }

    private static bool Contains(HubRig rig, byte[] bytes)
    {
        foreach (var file in new[] { rig.DatabaseFile, rig.DatabaseFile + "-wal" }.Where(File.Exists))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var all = new byte[stream.Length];
            stream.ReadExactly(all);
            if (all.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
