using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Configuration.Revisions;

/// <summary>What a desk of revisions works with.</summary>
/// <param name="Configuration">Reads and checks documents.</param>
/// <param name="File">Where the state is kept.</param>
/// <param name="Time">Tells when.</param>
/// <param name="Log">Is told of each change.</param>
internal sealed record RevisionContext(AgentConfiguration Configuration, RevisionFile File, TimeProvider Time, ILogger Log);

/// <summary>
/// Decides which configuration runs: the technician's file, or the hub's newest revision that stands. Outlives each life
/// of the agent within the process. Whatever it decides is on the disk before anything follows from it; what cannot be
/// written is not done.
/// </summary>
internal sealed class RevisionDesk
{
    private const int MostProblems = 100;
    private const string TheFile = "the technician's file";

    private readonly RevisionContext _context;
    private readonly Lock _lock = new();
    private AgentOptions _file;
    private RevisionState _state;
    private string _hash;

    /// <param name="context">What it works with.</param>
    /// <param name="file">The technician's configuration.</param>
    public RevisionDesk(RevisionContext context, AgentOptions file)
    {
        (_context, _file, _hash) = (context, file, file.Hash);
        _state = context.File.Read();
    }

    public RevisionState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>What runs, in words.</summary>
    public string Words => State.InForce is { } revision ? $"revision {revision.Number} of the hub" : TheFile;

    /// <summary>The configuration for the next life of the agent: counts the start of a trial first.</summary>
    /// <param name="file">The technician's file as it is now. Where it cannot be used any more, what was read of it before counts; and its data folder always does, for this process holds it.</param>
    public AgentOptions Choose(ConfigurationResult file)
    {
        lock (_lock)
        {
            if (file.Options is { } read)
            {
                _file = read with { Data = read.Data with { Folder = _file.Data.Folder } };
            }
            else
            {
                _context.Log.FileNotUsable(string.Join("; ", file.Problems));
            }

            var before = _state;
            if (!TryStore(_state.Start(Now)))
            {
                // A start that cannot be counted is none: the disk may be what fails.
                _state = _state.RollBack("The start of the revision could not be written to the disk.", Now);
            }

            if (before.Trial is { } trial && _state.Trial is null)
            {
                TellRolledBack(trial);
            }

            var options = Options();
            _hash = options.Hash;
            _context.Log.InForce(Words);
            return options;
        }
    }

    /// <summary>Takes what the hub wants.</summary>
    /// <returns>True when the agent must start anew.</returns>
    public bool Take(ReadOnlyMemory<byte> message, GatewayId gateway)
    {
        if (Read(message, gateway) is not { } desired)
        {
            return false;
        }

        lock (_lock)
        {
            // An older one that comes late, or the same again.
            if (desired.Revision <= _state.Heard)
            {
                return false;
            }

            var document = desired.Document.GetRawText();
            var problems = Problems(desired, document);
            var revision = new Revision(desired.Revision, desired.Hash, document);
            var next = _state.KeptLocal ? _state.KeepFrom(desired, Now)
                : problems.Count > 0 ? _state.Refuse(desired, problems, Now)
                : _state.Take(desired, revision, Now);
            if (!TryStore(next))
            {
                return false;
            }

            if (next.Outcome == ConfigurationState.Refused)
            {
                _context.Log.Refused(desired.Revision, string.Join("; ", problems.Select(problem => $"{problem.Path}: {problem.Message}")));
            }

            if (next.Trial != revision)
            {
                return false;
            }

            _context.Log.Taken(desired.Revision);
            return true;
        }
    }

    /// <summary>The trial has stood for long enough.</summary>
    public void Stand(bool reachedHub)
    {
        lock (_lock)
        {
            if (_state.Trial is { } trial && TryStore(_state.Stand(reachedHub, Now)))
            {
                _context.Log.Stands(trial.Number);
            }
        }
    }

    /// <summary>The hub is reached: the next trial has to reach it too.</summary>
    public void ReachHub()
    {
        lock (_lock)
        {
            if (_state is { Trial: null, GoodReachedHub: false })
            {
                TryStore(_state with { GoodReachedHub = true });
            }
        }
    }

    /// <summary>The trial does not stand.</summary>
    /// <returns>False when none is under way: what runs is the last good one.</returns>
    public bool RollBack(string reason)
    {
        lock (_lock)
        {
            if (_state.Trial is not { } trial)
            {
                return false;
            }

            // Even where it cannot be written: a trial that fails must not go on. Then its starts are what ends it.
            var next = _state.RollBack(reason, Now);
            _state = TryStore(next) ? _state : next;
            TellRolledBack(trial);
            return true;
        }
    }

    /// <summary>What the hub is told.</summary>
    public ReportedConfiguration Report(GatewayId gateway)
    {
        lock (_lock)
        {
            return new ReportedConfiguration
            {
                Gateway = gateway,
                Revision = _state.Heard,
                RevisionHash = _state.HeardHash,
                State = _state.Outcome,
                InForce = _state.InForce?.Number ?? 0,
                Hash = _hash,
                Problems = _state.Problems,
                Reason = _state.Reason,
                At = _state.At == default ? Now : _state.At,
            };
        }
    }

    private DateTimeOffset Now => _context.Time.GetUtcNow();

    private DesiredConfiguration? Read(ReadOnlyMemory<byte> message, GatewayId gateway)
    {
        var (desired, trouble) = DesiredReader.Read(message.Span, gateway);
        if (trouble is not null)
        {
            _context.Log.DesiredNotUnderstood(message.Length, trouble);
        }

        return desired;
    }

    private List<ConfigurationIssue> Problems(DesiredConfiguration desired, string document) =>
        DesiredConfiguration.HashOf(document) != desired.Hash
            ? [new ConfigurationIssue("", "The document is not the one that its hash tells: it was changed on its way.", "Send it again as a new revision.")]
            : [.. Issues(_context.Configuration.Overlay(_file, document, NameOf(desired.Revision)))];

    // A revision that was valid when it was taken may not be any more: the agent or the technician's file is another.
    private AgentOptions Options()
    {
        while (_state.InForce is { } revision)
        {
            var result = _context.Configuration.Overlay(_file, revision.Document, NameOf(revision.Number));
            if (result.Options is { } options)
            {
                return options;
            }

            var next = _state.Trial is null
                ? _state.LoseGood([.. Issues(result)], Now)
                : _state.RollBack("It does not fit this agent and the technician's file any more.", Now) with { Problems = [.. Issues(result)] };
            _state = TryStore(next) ? _state : next;
            TellRolledBack(revision);
        }

        return _file;
    }

    private bool TryStore(RevisionState next)
    {
        if (next == _state)
        {
            return true;
        }

        try
        {
            _context.File.Write(next);
            _state = next;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _context.Log.RevisionsNotStored(failure.Message);
            return false;
        }
    }

    private void TellRolledBack(Revision from) => _context.Log.RolledBack(from.Number, Words, _state.Reason ?? "");

    private static string NameOf(long revision) => $"revision {revision}";

    private static IEnumerable<ConfigurationIssue> Issues(ConfigurationResult result) =>
        result.Problems.Take(MostProblems).Select(problem => new ConfigurationIssue(problem.Path, problem.Message, problem.Remedy));
}
