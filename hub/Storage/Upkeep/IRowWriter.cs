namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>A store's own bulk way in, for the rows of one table, in the transaction that is open.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    /// <param name="row">A value for each of the table's columns, in their order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteAsync(object?[] row, CancellationToken cancellationToken);

    /// <summary>All rows are in, and the store gives numbers that follow theirs.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
