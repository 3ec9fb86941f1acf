using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Understands a line of a gateway's loss ledger.</summary>
internal static class LossReader
{
    public static IngestResult Read(RecordIdentity identity, InboundMessage message)
    {
        if (MessageReader.CheckForm(message, ContentTypes.Json, MessageReader.MaxAlertBytes) is { } malformed)
        {
            return new Refused(identity.Gateway, identity, malformed);
        }

        Loss? loss;
        try
        {
            loss = JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.Loss);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: text in it that is no UTF-8, or half a surrogate pair.
            return new Refused(identity.Gateway, identity, $"no loss in JSON: {Stumble.Of(e)}");
        }

        var problem = loss is null ? "null" : Check(loss);
        return problem is null
            ? new AcceptedLoss(
                identity,
                loss! with { Reason = QuarantineRows.Bounded(loss.Reason), Detail = QuarantineRows.Bounded(loss.Detail) },
                MessageReader.IsMarked(message, UserProperties.Simulated),
                MessageReader.IsMarked(message, UserProperties.Historical))
            : new Refused(identity.Gateway, identity, problem);
    }

    /// <summary>
    /// Lenient where nothing depends on it: the reason is for people, and the time may be that of a clock that nobody
    /// had set, for the line that tells of a damaged disk is the last one to be thrown away over its form.
    /// </summary>
    private static string? Check(Loss loss) => loss switch
    {
        _ when !Enum.IsDefined(loss.Lane) => "lane is not one of the known words",
        { Epoch: { } epoch } when !RecordIdentity.IsEpoch(epoch) => $"epoch '{epoch}' is not 32 lower-case hexadecimal digits",
        { Sequence: < 0 } or { Count: < 0 } => "sequence or count is below 0",
        _ when string.IsNullOrWhiteSpace(loss.Reason) => "there is no reason",
        _ when loss.At.UtcDateTime.Year is < 1970 or >= 2100 => "the time is not between 1970 and 2100",
        _ => null,
    };
}
