using System.Net.Sockets;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Outbox;

namespace EdgeGrid.Agent.Commands;

/// <summary>What else <c>agent check</c> looks at: the hub and the data folder.</summary>
internal static class SurroundingsProbe
{
    private static readonly TimeSpan HubLimit = TimeSpan.FromSeconds(3);

    /// <summary>A hub that is away is no failure of the gateway: it is made to work without.</summary>
    public static async Task<string> HubAsync(Uri url, CancellationToken stopping)
    {
        const string away = "not reached, alerts and readings will wait here";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(HubLimit);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.Host, url.Port, limit.Token);
            return "answers";
        }
        catch (SocketException refused)
        {
            return $"{away} ({refused.Message})";
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return $"{away} (no answer within {HubLimit.TotalSeconds:0} s)";
        }
    }

    /// <summary>Makes nothing: the folder may have to belong to another user than the one who checks.</summary>
    public static (bool Good, string Result) Folder(DataOptions data)
    {
        var existing = Path.GetFullPath(data.Folder);
        while (!Directory.Exists(existing) && !File.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        try
        {
            using (new FileStream(Path.Combine(existing, ".edgegrid-check"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (false, $"cannot be written: {refused.Message} Give the agent's user the right to write there, or name another folder.");
        }

        if (!Directory.Exists(data.Folder))
        {
            return (true, "is made when the agent starts");
        }

        var free = new DriveInfo(data.Folder).AvailableFreeSpace / (1024 * 1024);
        return free >= data.MaxMegabytes
            ? (true, $"can be written, {free} MB free{(InUse(data.Folder) ? "; an agent is using it now" : "")}")
            : (false, $"only {free} MB free, and \"maxMegabytes\" allows {data.MaxMegabytes}: make room, or lower it");
    }

    /// <summary>An agent runs on it.</summary>
    public static bool InUse(string folder)
    {
        if (!File.Exists(Path.Combine(folder, FolderHold.LockFile)))
        {
            return false;
        }

        try
        {
            using var hold = new FolderHold(folder);
            hold.Take();
            return false;
        }
        catch (OutboxException)
        {
            return true;
        }
    }
}
