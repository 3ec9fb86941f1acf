using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>What an outbox must know.</summary>
internal sealed record OutboxSettings
{
    /// <summary>Stamped into every identity.</summary>
    public required GatewayId Gateway { get; init; }

    /// <summary>Stamps every record, on both clocks.</summary>
    public required GatewayClock Clock { get; init; }

    /// <summary>Holds the two files, the ledger and what was set aside. Made when it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Marks what the outbox itself tells the hub.</summary>
    public bool Simulated { get; init; }

    /// <summary>The folder never grows beyond this.</summary>
    public int MaxMegabytes { get; init; } = 256;

    /// <summary>What a sensor measured is given up when it has waited for longer.</summary>
    public TimeSpan KeepMeasurements { get; init; } = DataOptions.DefaultKeepMeasurements;

    /// <summary>Where somebody was is given up when it has waited for longer.</summary>
    public TimeSpan KeepPositions { get; init; } = DataOptions.DefaultKeepPositions;

    /// <summary>Counts what is written; the outbox has one of its own where nobody else wants to know.</summary>
    public DiskWear? Wear { get; init; }

    /// <summary>A reading is on the disk after this long at the latest.</summary>
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>The outbox cannot work at all: the message says what, where, why and what to do.</summary>
internal sealed class OutboxException(string message, Exception? inner = null) : Exception(message, inner);
