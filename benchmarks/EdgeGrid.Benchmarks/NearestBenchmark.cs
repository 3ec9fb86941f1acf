using System.CommandLine;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tracking;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// How long it takes to find who should go, among people on duty all over a district, while they move. Beside it, in the
/// same run, the peer that needs no index: looking at everyone.
/// </summary>
internal static class NearestBenchmark
{
    private const int Searches = 20_000;
    private const int PeerSearches = 2_000;
    private const int Wanted = 3;

    /// <summary>A district of some 22 by 22 km, with eleven hundred grids.</summary>
    private const double South = 34.15, West = 117.05, Across = 0.2;
    private const int GridsAcross = 33;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Option<int> People = new("--people")
    {
        Description = "How many are on duty.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
    };

    public static Benchmark Benchmark { get; } = new(
        "nearest",
        "Time to find the three people who should go, of all on duty; and to take a new position.",
        (arguments, _) => Task.FromResult(Run(arguments.GetValue(People))))
    {
        Options = [People],
    };

    private static IReadOnlyList<Figure> Run(int count)
    {
        var district = new District(count, new Random(2026));
        var queries = Enumerable.Range(0, Searches).Select(_ => district.Query(null)).ToArray();
        var rare = queries.Select(query => query with { Department = "rare" }).ToArray();
        district.Index(queries[0]);
        district.Everyone(queries[0]);
        for (var i = 0; i < PeerSearches; i++)
        {
            if (!district.Index(queries[i]).SequenceEqual(district.Everyone(queries[i])))
            {
                throw new InvalidOperationException($"Search {i}: the index and looking at everyone do not find the same people.");
            }
        }

        var index = Times(queries, query => district.Index(query));
        var department = Times(rare, query => district.Index(query));
        var peer = Times(queries[..PeerSearches], query => district.Everyone(query));
        var moves = Times(queries, _ => district.Move());
        return
        [
            new("people on duty", count, "people"),
            new("search, median", At(index, 0.5), "ms"),
            new("search, p99", At(index, 0.99), "ms", AtMost: 5),
            new("search for one person in a hundred, median", At(department, 0.5), "ms"),
            new("search for one person in a hundred, p99", At(department, 0.99), "ms", AtMost: 5),
            new("looking at everyone, median", At(peer, 0.5), "ms"),
            new("looking at everyone, p99", At(peer, 0.99), "ms"),
            new("times faster than looking at everyone", At(peer, 0.5) / At(index, 0.5), "×"),
            new("a new position taken, median", At(moves, 0.5) * 1000, "µs"),
        ];
    }

    private static double[] Times(NearestQuery[] queries, Action<NearestQuery> search)
    {
        var times = new double[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            search(queries[i]);
            times[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    /// <summary>People on duty, each worker of a grid and now somewhere else; one in a hundred of another department.</summary>
    private sealed class District
    {
        private readonly Random _random;
        private readonly Person[] _people;
        private readonly Fix[] _fixes;
        private readonly Whereabouts _whereabouts = new(CentreOf, TimeSpan.FromMinutes(10));
        private long _moved;

        public District(int count, Random random)
        {
            _random = random;
            _people = [.. Enumerable.Range(0, count).Select(Someone)];
            var shifts = _people.Select(person => new Shift { Person = person.Id, Days = ["mon"], From = "08:00", Until = "18:00" });
            _whereabouts.Take(new Staff(new StaffFile { People = _people, Rosters = [new Roster { Id = "day", Name = "Day", Shifts = [.. shifts] }] }, TimeZoneInfo.Utc));
            _fixes = [.. _people.Select(person => FixOf(person, Now))];
            foreach (var fix in _fixes)
            {
                _whereabouts.See(fix, Now);
            }
        }

        public NearestQuery Query(string? department)
        {
            var at = Anywhere();
            return new NearestQuery { Latitude = at.Latitude, Longitude = at.Longitude, Grid = GridOf(at), Department = department, Count = Wanted };
        }

        public IEnumerable<string> Index(NearestQuery query) => _whereabouts.Nearest(query, Now).Select(one => one.Person);

        /// <summary>The same ranking in one pass over everyone.</summary>
        public IEnumerable<string> Everyone(NearestQuery query)
        {
            var best = new List<(double Cost, string Person)>(query.Count + 1);
            for (var i = 0; i < _people.Length; i++)
            {
                var (person, at) = (_people[i], _fixes[i].Position);
                if (query.Department is not null && person.Department != query.Department)
                {
                    continue;
                }

                var cost = PlaceIndex.Metres(query.Latitude, query.Longitude, at.Latitude, at.Longitude)
                    + (person.Posts[0].Grid == query.Grid ? 0 : query.Weights.MetresOutsideGrid);
                if (best.Count < query.Count || cost < best[^1].Cost)
                {
                    var place = best.FindIndex(other => other.Cost > cost);
                    best.Insert(place < 0 ? best.Count : place, (cost, person.Id));
                    best.RemoveRange(Math.Min(best.Count, query.Count), Math.Max(0, best.Count - query.Count));
                }
            }

            return best.Select(one => one.Person);
        }

        public void Move()
        {
            var index = _random.Next(_people.Length);
            _fixes[index] = FixOf(_people[index], Now.AddTicks(++_moved));
            _whereabouts.See(_fixes[index], Now);
        }

        private static Position? CentreOf(string grid) =>
            grid.Split('-') is ["g", var row, var column]
                ? new Position(South + ((int.Parse(row) + 0.5) * Across / GridsAcross), West + ((int.Parse(column) + 0.5) * Across / GridsAcross))
                : null;

        private static string GridOf(Position at) => $"g-{(int)((at.Latitude - South) / Across * GridsAcross)}-{(int)((at.Longitude - West) / Across * GridsAcross)}";

        private Person Someone(int index) => new()
        {
            Id = $"w-{index}",
            Name = "someone",
            Department = index % 100 == 0 ? "rare" : "usual",
            Posts = [new GridPost(GridOf(Anywhere()), GridRole.Worker)],
        };

        private Position Anywhere() => new(South + (_random.NextDouble() * Across), West + (_random.NextDouble() * Across));

        private Fix FixOf(Person person, DateTimeOffset at)
        {
            var where = Anywhere();
            return new Fix(person.Id, at, where, GridOf(where), "", Simulated: false);
        }
    }
}
