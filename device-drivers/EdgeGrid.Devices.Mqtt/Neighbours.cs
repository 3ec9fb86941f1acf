namespace EdgeGrid.Devices.Mqtt;

/// <summary>Who of the neighbours is there.</summary>
/// <param name="Parts">Those that the configuration names: they are taken to be there until they were silent for too long.</param>
/// <param name="AllowsOthers">Others are taken, too, once they speak.</param>
/// <param name="HeardWithin">Silent for longer is not there.</param>
internal sealed record NeighbourOptions(IReadOnlyList<string> Parts, bool AllowsOthers, TimeSpan HeardWithin);

/// <summary>
/// Keeps in mind who spoke when and who is said to be away. A retained message, and one of a bridge that tells again what it
/// heard long ago, is state and no news: it says whether there is smoke, not that somebody has been heard, nor how warm it is now.
/// It outlives the connection to the broker, so that whoever was heard before it broke is not forgotten. Not safe for several
/// threads: they take turns at <see cref="Gate"/>.
/// </summary>
internal sealed class Neighbours
{
    // Zigbee2MQTT tells all it knows when it starts; clocks in one house differ by less.
    private static readonly TimeSpan OldNews = TimeSpan.FromMinutes(10);

    // Whoever makes up ever new names takes no more of the gateway's memory than that.
    private const int MostNeighbours = 5_000;

    private readonly Dictionary<string, Neighbour> _byPart = new(StringComparer.Ordinal);
    private readonly NeighbourOptions _options;
    private readonly TimeProvider _time;
    private readonly long _began;
    private bool _allAway;

    public Neighbours(NeighbourOptions options, TimeProvider time)
    {
        (_options, _time, _began) = (options, time, time.GetTimestamp());
        foreach (var part in options.Parts)
        {
            _byPart.Add(part, new Neighbour());
        }
    }

    /// <summary>Held while it is spoken to.</summary>
    public Lock Gate { get; } = new();

    /// <summary>A connection begins: nobody could be heard before it, so that everybody has time again.</summary>
    public void Begin()
    {
        _allAway = false;
        foreach (var neighbour in _byPart.Values)
        {
            neighbour.Begin(Now);
        }
    }

    /// <summary>Whether what a part tells is of interest.</summary>
    public bool Wants(string part, bool retained) =>
        _byPart.ContainsKey(part) || (_options.AllowsOthers && !retained && _byPart.Count < MostNeighbours);

    /// <summary>Takes what a message means, and gives what of it is to be told.</summary>
    public IReadOnlyList<Measurement> Take(Meaning meaning, bool retained)
    {
        var age = meaning.LastSeen is { } seen && _time.GetUtcNow() - seen is { Ticks: > 0 } ago ? ago : TimeSpan.Zero;
        var isNews = !retained && age < OldNews;
        foreach (var part in meaning.Speakers.Where(part => _byPart.ContainsKey(part) || meaning.Measurements.Any(told => told.Part == part && told.Fault == DeviceFault.None)))
        {
            // A stranger that tells nothing of what is asked for, or nothing that can be understood, is another device of the house.
            Of(part).Hear(Now, isNews, meaning.LastSeen is null ? null : age);
        }

        var told = new List<Measurement>();
        foreach (var (part, online) in meaning.Present)
        {
            // Who is away is told at once; who is back, with the next beat.
            if (part is null)
            {
                _allAway = !online;
                told.AddRange(online ? [] : Beat());
            }
            else if (_byPart.TryGetValue(part, out var neighbour))
            {
                neighbour.Say(online, retained, Now);
                told.AddRange(online ? [] : [Beat(part, neighbour)]);
            }
        }

        foreach (var measurement in meaning.Measurements.Where(measurement => _byPart.ContainsKey(measurement.Part!)))
        {
            // A button is pressed in a moment; a message that was kept does not press it again.
            if (isNews || (measurement.Quantity.IsState() && measurement.Quantity != Quantity.Sos))
            {
                told.Add(measurement);
            }

            if (measurement is { Quantity: Quantity.Trouble, Fault: DeviceFault.None })
            {
                Of(measurement.Part!).Trouble = measurement.Value;
            }
        }

        return told;
    }

    /// <summary>Of each neighbour, whether it is there: its state as it last told it, or that it does not answer.</summary>
    public IReadOnlyList<Measurement> Beat() => [.. _byPart.Select(neighbour => Beat(neighbour.Key, neighbour.Value))];

    private Measurement Beat(string part, Neighbour neighbour) => (_allAway || neighbour.IsAway || Now - neighbour.HeardAt > _options.HeardWithin
        ? Measurement.Failed(Quantity.Trouble, DeviceFault.NotResponding)
        : new Measurement(Quantity.Trouble, neighbour.Trouble)) with { Part = part };

    private TimeSpan Now => _time.GetElapsedTime(_began);

    private Neighbour Of(string part)
    {
        if (!_byPart.TryGetValue(part, out var neighbour))
        {
            _byPart.Add(part, neighbour = new Neighbour());
        }

        return neighbour;
    }

    private sealed class Neighbour
    {
        private bool _spoke;

        public TimeSpan HeardAt { get; private set; }

        public bool IsAway { get; private set; }

        public double Trouble { get; set; }

        public void Begin(TimeSpan now) => (_spoke, IsAway, HeardAt) = (false, false, now);

        /// <summary>It spoke now, or did so long ago as it is told.</summary>
        public void Hear(TimeSpan now, bool isNews, TimeSpan? age)
        {
            if (isNews)
            {
                // Who speaks is there, whatever is said of it.
                (_spoke, IsAway, HeardAt) = (true, false, now);
            }
            else if (!_spoke && age is { } ago)
            {
                HeardAt = now - ago;
            }
        }

        /// <summary>Somebody says that it is there, or not.</summary>
        public void Say(bool online, bool retained, TimeSpan now)
        {
            IsAway = !online;
            if (online && !retained)
            {
                (_spoke, HeardAt) = (true, now);
            }
        }
    }
}
