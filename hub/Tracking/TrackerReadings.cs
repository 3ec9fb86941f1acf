using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tracking;

/// <summary>
/// Looks through blocks of readings for trackers that people carry. What such a tracker measured off duty is taken out of
/// the block before it is stored, and what it measured on duty is a position of its person. Blocks of gateways without such
/// trackers pass as they are, unread.
/// </summary>
internal sealed class TrackerReadings(StaffDirectory directory, GridRegistry grids, Whereabouts whereabouts, TrackingClock clock)
{
    private const string Latitude = "lat";
    private const string Longitude = "lon";

    /// <summary>What of a block may be stored, and the positions in it.</summary>
    public ScreenedReadings Screen(AcceptedReadings accepted, InboundMessage message)
    {
        var staff = directory.Now;
        if (!staff.TrackerGateways.Contains(accepted.Identity.Gateway.ToString()))
        {
            return new ScreenedReadings(message.Payload.ToArray(), []);
        }

        var cbor = message.ContentType != ContentTypes.SenmlJson;
        var records = cbor ? SenmlCbor.Decode(message.Payload) : JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.SenmlRecordArray) ?? [];
        var (kept, places) = Sort(records, staff);
        var now = clock.Time.GetUtcNow();
        var fixes = places
            .Where(place => place.Value is { Latitude: not null, Longitude: not null } && clock.Problem(place.Key.At, now) is null)
            .Select(place => FixOf(place.Key, new Position(place.Value.Latitude!.Value, place.Value.Longitude!.Value), accepted.Simulated))
            .Where(fix => MessageReader.IsOnEarth(fix.Position))
            .ToList();
        return new ScreenedReadings(kept.Count == records.Count ? message.Payload.ToArray() : SenmlPack.Write(kept, cbor), fixes);
    }

    /// <summary>
    /// An alert of such a tracker says nothing of where its person is off duty. An SOS does: whoever presses the button
    /// wants to be found.
    /// </summary>
    public AcceptedAlert Screen(AcceptedAlert accepted)
    {
        var alert = accepted.Alert;
        return alert is { Position: not null, Kind: not AlertKind.Sos }
            && directory.Now.WithTracker($"{accepted.Identity.Gateway}:{alert.Device}") is { } person
            && !directory.Now.IsOnDuty(person.Id, alert.SampledAt)
                ? accepted with { Event = accepted.Event with { Data = alert with { Position = null } } }
                : accepted;
    }

    /// <summary>What of a message goes to quarantine: nobody can tell what of it was measured off duty, so nothing does but that it came.</summary>
    public InboundMessage Screen(IngestItem item) =>
        Topics.TryParse(item.Message.Topic, out var gateway, out var leaf) && leaf is Topics.ReadingsLeaf or Topics.AlertsLeaf && directory.Now.TrackerGateways.Contains(gateway.ToString())
            ? item.Message with { Payload = ReadOnlyMemory<byte>.Empty }
            : item.Message;

    /// <summary>They are committed: people are there now.</summary>
    public void Committed(IReadOnlyList<Fix> fixes)
    {
        foreach (var fix in fixes)
        {
            whereabouts.See(fix, clock.Time.GetUtcNow());
        }
    }

    /// <summary>Which records stay, with the base fields of those before them that go; and where each person was when.</summary>
    private static (List<SenmlRecord> Kept, Dictionary<(string Person, string Tracker, DateTimeOffset At), (double? Latitude, double? Longitude)> Places) Sort(IReadOnlyList<SenmlRecord> records, Staff staff)
    {
        var kept = new List<SenmlRecord>(records.Count);
        var places = new Dictionary<(string, string, DateTimeOffset), (double? Latitude, double? Longitude)>();
        var (baseName, baseTime) = ("", 0d);
        var lost = new SenmlRecord();
        foreach (var record in records)
        {
            (baseName, baseTime) = (record.BaseName ?? baseName, record.BaseTime ?? baseTime);
            var (tracker, quantity) = Named(baseName + record.Name);
            var at = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(baseTime + (record.Time ?? 0));
            if (staff.WithTracker(tracker) is { } person)
            {
                if (!staff.IsOnDuty(person.Id, at))
                {
                    lost = SenmlPack.Carry(lost, record);
                    continue;
                }

                var place = places.GetValueOrDefault((person.Id, tracker, at));
                places[(person.Id, tracker, at)] = quantity switch
                {
                    Latitude => (record.Value, place.Longitude),
                    Longitude => (place.Latitude, record.Value),
                    _ => place,
                };
            }

            kept.Add(SenmlPack.Carry(lost, record));
            lost = new SenmlRecord();
        }

        return (kept, places);
    }

    /// <summary><c>gateway:device:quantity</c> taken apart.</summary>
    private static (string Tracker, string Quantity) Named(string name)
    {
        var cut = name.LastIndexOf(':');
        return cut < 0 ? (name, "") : (name[..cut], name[(cut + 1)..]);
    }

    private Fix FixOf((string Person, string Tracker, DateTimeOffset At) key, Position position, bool simulated) =>
        new(key.Person, key.At, position, grids.Locate(null, position), key.Tracker, simulated);
}

/// <summary>A block of readings as it may be stored.</summary>
/// <param name="Payload">SenML of the same media type.</param>
/// <param name="Fixes">Positions of people on duty.</param>
internal sealed record ScreenedReadings(byte[] Payload, IReadOnlyList<Fix> Fixes);
