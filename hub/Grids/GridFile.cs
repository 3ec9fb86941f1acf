using EdgeGrid.Hub.Grids.Reading;

namespace EdgeGrid.Hub.Grids;

/// <summary>A file of grids on the disk.</summary>
internal static class GridFile
{
    /// <summary>Reads and checks it.</summary>
    /// <exception cref="InvalidDataException">It cannot be read at all; the message says why.</exception>
    public static GridReading Read(string path, IGridCodeScheme scheme)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Length > GridLimits.MaxBytes
                ? throw new InvalidDataException($"The grids in {path} cannot be read: the file has {file.Length >> 20} MB, {GridLimits.MaxBytes >> 20} MB are allowed.")
                : GridReader.Read(File.ReadAllBytes(path), scheme);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The grids in {path} cannot be read: {e.Message}", e);
        }
    }
}
