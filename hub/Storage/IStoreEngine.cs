using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore.Storage;

namespace EdgeGrid.Hub.Storage;

/// <summary>What differs between SQLite and PostgreSQL, and nothing else.</summary>
internal interface IStoreEngine : IAsyncDisposable
{
    /// <summary>Which store this is, for people; without secrets.</summary>
    string Name { get; }

    /// <summary>For one question or one batch; dispose it after.</summary>
    HubDb CreateDbContext();

    /// <summary>Claims the store for a hub, or for a command that no hub may run beside. Null when another has it.</summary>
    Task<IStoreClaim?> TryClaimAsync(CancellationToken cancellationToken);

    /// <summary>True when <c>hub restore</c> has left a backup for a hub to put in place.</summary>
    bool HasBackupToRestore { get; }

    /// <summary>Puts that backup in place. For who has claimed the store, and has not opened it yet.</summary>
    /// <returns>Where the store is that was there before; null when there was none.</returns>
    string? Restore();

    /// <summary>Makes the tables, or brings older ones up to this version, and tells how far it is. Two hubs that do so at once wait for each other or fail; neither harms the other. Done again after a crash, it goes on where it was.</summary>
    Task MigrateAsync(Action<string> tell, CancellationToken cancellationToken);

    /// <summary>Why a commit may be lost here although the store said that it is on the disk; null when it may not.</summary>
    Task<string?> DoubtAsync(CancellationToken cancellationToken);

    /// <summary>Begins to read: all that is read sees the store of one moment, and no writer waits.</summary>
    Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken cancellationToken);

    /// <summary>The number that the store would give next, for rows that the writer numbers on from it by itself. For who has the writers' turn.</summary>
    Task<long> NextNumberAsync(HubDb db, StoreTable table, StoreColumn column, CancellationToken cancellationToken);

    /// <summary>Before readings of that moment are written: PostgreSQL keeps each week's in a table of its own. From any transaction.</summary>
    ValueTask MakeRoomForReadingsAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Deletes some of the readings that the hub took before; so few at once that an alert never waits for long. For who has the writers' turn.</summary>
    /// <returns>False when none are left.</returns>
    Task<bool> DeleteReadingsAsync(HubDb db, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>The store's own bulk way in.</summary>
    IRowWriter WriterOf(HubDb db, StoreTable table);
}
