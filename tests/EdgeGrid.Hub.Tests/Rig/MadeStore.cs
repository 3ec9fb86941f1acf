using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>An empty SQLite store with all its tables, made once for all tests, so that not every hub makes them anew.</summary>
internal static class MadeStore
{
    private static readonly Lazy<Task<byte[]>> Made = new(MakeAsync);

    /// <summary>Puts it where a hub finds it, unless something is there already, or no folder is.</summary>
    public static async Task PutAsync(string folder)
    {
        var file = Path.Combine(folder, HubStore.FileName);
        if (Directory.Exists(folder) && !File.Exists(file))
        {
            await File.WriteAllBytesAsync(file, await Made.Value);
        }
    }

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("edgegrid-store-");
        try
        {
            await using (var store = new HubStore(folder.FullName))
            {
                await store.MigrateAsync(_ => { }, CancellationToken.None);
            }

            return await File.ReadAllBytesAsync(Path.Combine(folder.FullName, HubStore.FileName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
