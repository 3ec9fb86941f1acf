using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Hub.Grids.Versions;

namespace EdgeGrid.Hub.Grids;

/// <summary>Takes files of grids from people, one after the other: to check one may cost seconds and a hundred megabytes.</summary>
internal sealed class GridImports(GridVersions versions, IGridCodeScheme codes, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Reads and checks.</summary>
    public async Task<GridReading> ReadAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => GridReader.Read(utf8, codes, new GridPatience(time, cancellationToken)), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Makes what was read a version.</summary>
    public Task<GridImport> CommitAsync(GridReading reading, DateTimeOffset? from, Caller by, CancellationToken cancellationToken) =>
        versions.ImportAsync(reading, codes.Name, from, by.Name, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
