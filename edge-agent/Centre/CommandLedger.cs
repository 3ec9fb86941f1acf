using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Centre;

/// <summary>A command that was begun.</summary>
/// <param name="Id">Of the command.</param>
/// <param name="ValidUntil">After this it is not carried out, whatever stands here.</param>
/// <param name="Result">Null until it was carried out.</param>
internal sealed record CommandEntry(string Id, DateTimeOffset ValidUntil, CommandResult? Result = null);

/// <summary>What became of a command.</summary>
/// <param name="Outcome">Done or not.</param>
/// <param name="Words">What was done, or why not.</param>
/// <param name="At">When, UTC.</param>
internal sealed record CommandResult(CommandOutcome Outcome, string Words, DateTimeOffset At);

/// <summary>
/// Which commands were begun, and what became of them: on the disk before they are begun, so that none is carried out twice,
/// whatever ends the agent in between. Keeps the newest; by number and not by age, for a clock may be set back.
/// </summary>
internal sealed class CommandLedger
{
    internal const string FileName = "commands.json";

    private const int Most = 256;
    private const long MaxBytes = 4 * 1024 * 1024;

    private readonly string _folder;
    private readonly ILogger _log;
    private List<CommandEntry> _entries;

    public CommandLedger(string folder, ILogger log)
    {
        (_folder, _log) = (folder, log);
        _entries = Read();
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<CommandEntry> Entries => _entries;

    private string FilePath => Path.Combine(_folder, FileName);

    public CommandEntry? Find(string id) => _entries.Find(entry => entry.Id == id);

    /// <summary>Returns when it is on the disk that the command is begun.</summary>
    /// <returns>False when too many commands that are still valid stand here.</returns>
    /// <exception cref="IOException">The disk takes nothing.</exception>
    public bool TryBegin(GatewayCommand command, DateTimeOffset now)
    {
        var entries = _entries.ToList();
        while (entries.Count >= Most && entries.FindIndex(entry => entry.ValidUntil < now) is >= 0 and var over)
        {
            entries.RemoveAt(over);
        }

        if (entries.Count >= Most)
        {
            return false;
        }

        entries.Add(new CommandEntry(command.Id, command.ValidUntil));
        Write(entries);
        return true;
    }

    /// <summary>Keeps what became of it, so that it can be told again. It stands in memory even where the disk does not take it.</summary>
    public void Complete(string id, CommandResult result)
    {
        var entries = _entries.Select(entry => entry.Id == id ? entry with { Result = result } : entry).ToList();
        try
        {
            Write(entries);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _log.AnswerNotStored(id, failure.Message);
            _entries = entries;
        }
    }

    private void Write(List<CommandEntry> entries)
    {
        DurableFolder.Replace(FilePath, JsonSerializer.Serialize(entries, CommandLedgerJson.Default.ListCommandEntry));
        _entries = entries;
    }

    private List<CommandEntry> Read()
    {
        try
        {
            if (!File.Exists(FilePath))
            {
                return [];
            }

            return new FileInfo(FilePath).Length > MaxBytes
                ? throw new InvalidDataException($"it is larger than {MaxBytes} bytes")
                : JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), CommandLedgerJson.Default.ListCommandEntry) ?? throw new InvalidDataException("it is empty");
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            _log.LedgerDamaged(FilePath, damaged.Message);
            SetAside();
            return [];
        }
    }

    private void SetAside()
    {
        try
        {
            File.Move(FilePath, FilePath + ".aside", overwrite: true);
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            // Nothing can be begun then either: each needs a line on this disk.
            _log.LedgerDamaged(FilePath, readOnly.Message);
        }
    }
}

/// <summary>The form of the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(List<CommandEntry>))]
internal sealed partial class CommandLedgerJson : JsonSerializerContext;
