namespace EdgeGrid.Agent.Outbox;

/// <summary>Files that were set aside: kept for whoever wants to look, but never for more than half of the folder.</summary>
internal static class AsideFiles
{
    /// <summary>Of their names.</summary>
    public const string Extension = ".aside";

    /// <summary>Deletes the oldest until the rest take at most half of what the folder may hold.</summary>
    /// <returns>Bytes that the rest take.</returns>
    public static long Bound(string folder, long maxBytes)
    {
        if (!Directory.Exists(folder))
        {
            // The disk that it should stand on gave it no room.
            return 0;
        }

        var files = new DirectoryInfo(folder).GetFiles("*" + Extension).OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        long kept = 0;
        foreach (var file in files)
        {
            var bytes = LaneFile.BytesOf(file.FullName) + LaneTail.BytesOf(file.FullName);
            if (kept + bytes > maxBytes / 2)
            {
                Delete(file.FullName);
                continue;
            }

            kept += bytes;
        }

        return kept;
    }

    private static void Delete(string file)
    {
        try
        {
            LaneFile.Delete(file);
        }
        catch (IOException exception) when (DiskFailure.IsState(exception))
        {
            // A disk that takes nothing gives nothing up either; it is tried again at the next start.
            return;
        }
    }
}
