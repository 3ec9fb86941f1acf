using System.Text.Json;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Configuration.Revisions;

/// <summary>Keeps a <see cref="RevisionState"/> on the disk: after a power cut it holds the old one or the new one, whole.</summary>
internal sealed class RevisionFile(string dataFolder, ILogger log)
{
    public const string FolderName = "configuration";

    // Two documents in JSON's own escapes, and what is said of them.
    private const long MaxBytes = 16 * 1024 * 1024;

    public string Folder { get; } = Path.Combine(dataFolder, FolderName);

    private string File => Path.Combine(Folder, "revisions.json");

    /// <summary>What is stored. A file that cannot be used is set aside, and the technician's own configuration runs.</summary>
    public RevisionState Read()
    {
        var (state, trouble) = Look();
        if (state is null)
        {
            log.RevisionsDamaged(trouble!);
            SetAside();
        }

        return state ?? new RevisionState();
    }

    /// <summary>What is stored, for who only looks; null, and why, where the file cannot be used.</summary>
    public (RevisionState? State, string? Trouble) Look()
    {
        try
        {
            return (System.IO.File.Exists(File) ? Parse() : new RevisionState(), null);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (null, $"{File} cannot be used: {damaged.Message}");
        }
    }

    /// <summary>Returns when it is on the disk.</summary>
    /// <exception cref="IOException">The disk takes nothing; what was stored before still is.</exception>
    public void Write(RevisionState state)
    {
        if (!Directory.Exists(Folder))
        {
            Directory.CreateDirectory(Folder);
            DurableFolder.Sync(dataFolder);
        }

        // The first line vouches for the rest: a disk may give back what it was never given.
        var json = JsonSerializer.Serialize(state, RevisionJson.Default.RevisionState);
        DurableFolder.Replace(File, $"{DesiredConfiguration.HashOf(json)}\n{json}");
    }

    private RevisionState Parse()
    {
        if (new FileInfo(File).Length > MaxBytes)
        {
            throw new InvalidDataException($"it is larger than {MaxBytes} bytes");
        }

        return System.IO.File.ReadAllText(File).Split('\n', 2) is [var hash, var json] && DesiredConfiguration.HashOf(json) == hash
            ? JsonSerializer.Deserialize(json, RevisionJson.Default.RevisionState) ?? throw new InvalidDataException("it is empty")
            : throw new InvalidDataException("it is not what was stored");
    }

    private void SetAside()
    {
        try
        {
            System.IO.File.Move(File, File + ".aside", overwrite: true);
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            // It is read again at the next start, and set aside then.
            log.RevisionsNotStored(readOnly.Message);
        }
    }
}
