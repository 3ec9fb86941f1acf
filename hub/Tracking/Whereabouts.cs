using EdgeGrid.Contracts;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tracking;

/// <summary>A position of somebody, as it came.</summary>
internal readonly record struct Fix(string Person, DateTimeOffset At, Position Position, string Grid, string Tracker, bool Simulated);

/// <summary>
/// Where everyone who is on duty is now, in memory: one position a person and no more people than there are. Whoever has no
/// fresh position is taken to be at the centre of their grid. When somebody goes off duty, what is known of them is
/// forgotten at the next look, and at the latest by <see cref="PositionSweep"/>.
/// </summary>
internal sealed class Whereabouts
{
    private readonly Lock _lock = new();
    private readonly Func<string, Position?> _centreOf;
    private readonly TimeSpan _freshFor;

    // A thing of the indexes is a person's place in this list.
    private readonly List<Standing> _all = [];
    private readonly Dictionary<string, int> _byPerson = [];
    private readonly PlaceIndex _seen = new();
    private readonly PlaceIndex _homes = new();

    public Whereabouts(Func<string, Position?> centreOf, TimeSpan freshFor)
    {
        _centreOf = centreOf;
        _freshFor = freshFor;
    }

    /// <summary>Other people, other rosters, other posts.</summary>
    public void Take(Staff staff)
    {
        lock (_lock)
        {
            var known = _all.Where(one => one.Seen is not null).ToDictionary(one => one.Person.Id, one => one);
            var loads = _all.Where(one => one.OpenCases > 0).ToDictionary(one => one.Person.Id, one => one.OpenCases);
            for (var i = 0; i < _all.Count; i++)
            {
                _seen.Remove(i);
                _homes.Remove(i);
            }

            _all.Clear();
            _byPerson.Clear();
            foreach (var person in staff.People.Values)
            {
                Add(new Standing(person, staff.PlanOf(person.Id), HomeOf(person)) { OpenCases = loads.GetValueOrDefault(person.Id) }, known.GetValueOrDefault(person.Id)?.Seen);
            }
        }
    }

    /// <summary>Somebody is there now. A position that is older than what is known, or of somebody who is off duty, changes nothing.</summary>
    public void See(in Fix fix, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_byPerson.TryGetValue(fix.Person, out var index) && _all[index] is var one && one.IsOnDuty(now) && fix.At >= one.Duty.From && !(fix.At < one.Seen?.At))
            {
                one.Seen = fix;
                _seen.Put(index, fix.Position.Latitude, fix.Position.Longitude);
            }
        }
    }

    /// <summary>How many open cases people have; nobody else has any.</summary>
    public void Load(IReadOnlyDictionary<string, int> openCases)
    {
        lock (_lock)
        {
            foreach (var one in _all)
            {
                one.OpenCases = openCases.GetValueOrDefault(one.Person.Id);
            }
        }
    }

    /// <summary>The last positions of people who are on duty, by id.</summary>
    public IReadOnlyList<(Person Person, Fix Fix, int OpenCases)> OnDuty(DateTimeOffset now, Func<Fix, bool> wanted)
    {
        lock (_lock)
        {
            return
            [
                .. Enumerable.Range(0, _all.Count)
                    .Where(index => SeenOf(index, now) is { } fix && wanted(fix))
                    .Select(index => (_all[index].Person, _all[index].Seen!.Value, _all[index].OpenCases))
                    .OrderBy(one => one.Person.Id, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Who should go: on duty, suitable, and with the least way and load. The best first.</summary>
    public IReadOnlyList<NearestFound> Nearest(NearestQuery query, DateTimeOffset now)
    {
        var search = new NearestSearch(query);
        lock (_lock)
        {
            _seen.Around(query.Latitude, query.Longitude, SeeLive, search.MayImprove);
            _homes.Around(query.Latitude, query.Longitude, SeeHome, metres => search.MayImprove(metres + query.Weights.MetresNotSeen));
        }

        return search.Found;

        void SeeLive(int index)
        {
            var one = _all[index];
            if (IsHere(one, now) && one.Seen is { } fix && Counts(fix) && (IsFresh(fix, now) || one.Home is null))
            {
                search.Offer(one, fix.Position, fix.At);
            }
        }

        void SeeHome(int index)
        {
            var one = _all[index];
            if (one.IsOnDuty(now) && !(IsHere(one, now) && one.Seen is { } fix && Counts(fix) && IsFresh(fix, now)))
            {
                search.Offer(one, one.Home!, null);
            }
        }

        // Nobody is sent to a real place because of a position that a simulator made up.
        bool Counts(in Fix fix) => query.Simulated || !fix.Simulated;
    }

    /// <summary>Forgets where people are who are off duty.</summary>
    public void Sweep(DateTimeOffset now)
    {
        lock (_lock)
        {
            for (var i = 0; i < _all.Count; i++)
            {
                SeenOf(i, now);
            }
        }
    }

    private bool IsFresh(in Fix fix, DateTimeOffset now) => now - fix.At <= _freshFor;

    /// <summary>Whether they were seen in the time of duty that is now.</summary>
    private static bool IsHere(Standing one, DateTimeOffset now) => one.IsOnDuty(now) && one.Seen?.At >= one.Duty.From;

    /// <summary>Where somebody on duty was seen in this time of duty; forgotten when that is over.</summary>
    private Fix? SeenOf(int index, DateTimeOffset now)
    {
        var one = _all[index];
        if (one.Seen is not null && !IsHere(one, now))
        {
            one.Seen = null;
            _seen.Remove(index);
        }

        return one.Seen;
    }

    private Position? HomeOf(Person person) => person.Posts
        .OrderBy(post => post.Role == GridRole.Worker ? 0 : 1)
        .Select(post => _centreOf(post.Grid))
        .FirstOrDefault(centre => centre is not null);

    private void Add(Standing one, Fix? seen)
    {
        var index = _all.Count;
        _all.Add(one);
        _byPerson[one.Person.Id] = index;
        one.Seen = seen;
        if (seen is { } fix)
        {
            _seen.Put(index, fix.Position.Latitude, fix.Position.Longitude);
        }

        if (one.Home is { } home)
        {
            _homes.Put(index, home.Latitude, home.Longitude);
        }
    }
}
