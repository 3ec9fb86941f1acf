using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Understands what a gateway says of its configuration and of commands.</summary>
internal static class ReplyReader
{
    /// <summary>A hundred problems in words, and what is around them.</summary>
    public const int MaxBytes = 256 * 1024;

    public static IngestResult ReadReport(GatewayId gateway, InboundMessage message)
    {
        var (report, trouble) = Read(message, WireJson.Default.ReportedConfiguration);
        return report switch
        {
            null => new Refused(gateway, null, trouble),
            _ when report.Gateway != gateway => new Refused(gateway, null, $"tells the configuration of '{report.Gateway}'"),
            _ when report.Revision < 0 || report.InForce < 0 => new Refused(gateway, null, "revisions count from 0"),
            _ when !Enum.IsDefined(report.State) => new Refused(gateway, null, "the state is not one of the known words"),
            _ when report.Problems.Any(problem => problem is null) => new Refused(gateway, null, "a problem is null"),
            _ => new AcceptedReport(report),
        };
    }

    public static IngestResult ReadAnswer(GatewayId gateway, InboundMessage message)
    {
        var (answer, trouble) = Read(message, WireJson.Default.CommandAnswer);
        return answer switch
        {
            null => new Refused(gateway, null, trouble),
            _ when answer.Gateway != gateway => new Refused(gateway, null, $"answers for '{answer.Gateway}'"),
            _ when !RecordIdentity.IsEpoch(answer.Id) => new Refused(gateway, null, "the id is not 32 hexadecimal digits"),
            _ when !Enum.IsDefined(answer.Outcome) => new Refused(gateway, null, "the outcome is not one of the known words"),
            _ => new AcceptedAnswer(answer),
        };
    }

    private static (T? Value, string Trouble) Read<T>(InboundMessage message, JsonTypeInfo<T> type)
        where T : class
    {
        if (MessageReader.CheckForm(message, ContentTypes.Json, MaxBytes) is { } malformed)
        {
            return (null, malformed);
        }

        try
        {
            return (JsonSerializer.Deserialize(message.Payload.Span, type), "null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair.
            return (null, $"not the JSON that is wanted here: {Stumble.Of(e)}");
        }
    }
}
