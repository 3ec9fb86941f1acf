using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Citizens;

/// <summary>How citizens report: a JSON file with comments, named with <c>--citizens</c>.</summary>
public sealed record CitizenOptions
{
    /// <summary>Asked for as <c>jurisdiction_id</c>; null takes any.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>For people who want to know more of the interface: discovery tells it.</summary>
    public string Contact { get; init; } = "The district's service centre.";

    /// <summary>For people who want an <c>api_key</c>: discovery tells it.</summary>
    public string KeyService { get; init; } = "Anyone may report without an api_key, unless the service centre gives out keys: ask there.";

    /// <summary>When the file was changed; null without one.</summary>
    internal DateTimeOffset? ChangedAt { get; init; }

    /// <summary>True when only programs that have a token may report, which they give as <c>api_key</c>.</summary>
    public bool ApiKeyRequired { get; init; }

    /// <summary>True when name, telephone and e-mail are kept with a report. They are never given out by the public interface.</summary>
    public bool KeepContacts { get; init; }

    /// <summary>So many reports are taken from one source within <see cref="Within"/>.</summary>
    public int MostFromOneSource { get; init; } = 20;

    /// <summary>The time that <see cref="MostFromOneSource"/> is counted over.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same words about the same place within so long are the same report.</summary>
    public TimeSpan RepeatWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What can be reported.</summary>
    public IReadOnlyList<CitizenService> Services { get; init; } =
    [
        new("rubbish", "Exposed rubbish", "Rubbish or rubble that lies about, or bins that overflow", "city appearance"),
        new("road", "Road damage", "Potholes, broken paving, missing covers", "public utilities"),
        new("lighting", "Street light", "A street light that is out or damaged", "public utilities"),
        new("obstruction", "Obstruction", "A pavement, exit or fire lane that is blocked", "street order"),
        new("building", "Illegal building", "Building without a permit, or unsafe building work", "construction"),
        new("hazard", "Hazard", "Loose wires, leaks, a danger of falling or fire", "emergencies"),
        new("other", "Something else", "What fits none of the others", "other"),
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="InvalidDataException">It cannot be used; the message says where and why, a problem a line.</exception>
    public static CitizenOptions Load(string path)
    {
        CitizenOptions options;
        try
        {
            options = (JsonSerializer.Deserialize<CitizenOptions>(File.ReadAllText(path), Json) ?? throw new JsonException("it holds null."))
                with { ChangedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path)) };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The file {path} of what citizens report cannot be read: {(e is JsonException json ? JsonBody.RefusalOf(json).Text.En : e.Message)}", e);
        }

        var problems = options.Problems().Select(problem => $"{path}: {problem}").ToList();
        return problems.Count == 0 ? options : throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }

    private IEnumerable<string> Problems()
    {
        if (Services.Count == 0)
        {
            yield return "services is empty: nothing could be reported.";
        }

        foreach (var service in Services)
        {
            if (service.Code.Length is 0 or > 64 || !service.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                yield return $"services: code '{service.Code}' must be 1 to 64 letters, digits, '-' or '_'.";
            }
        }

        foreach (var twice in Services.GroupBy(service => service.Code).Where(same => same.Count() > 1))
        {
            yield return $"services: code '{twice.Key}' stands there {twice.Count()} times.";
        }

        if (MostFromOneSource < 1 || Within <= TimeSpan.Zero || RepeatWithin < TimeSpan.Zero)
        {
            yield return "mostFromOneSource and within must be positive, and repeatWithin not negative.";
        }
    }
}

/// <summary>Something that citizens can report.</summary>
/// <param name="Code">Its category's code in the district's catalogue.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">What belongs to it.</param>
/// <param name="Group">What it is shown under.</param>
/// <param name="Category">Of the catalogue, whose rule and limits hold for the case; null when it is the code.</param>
public sealed record CitizenService(string Code, string Name, string Description, string Group, string? Category = null);
