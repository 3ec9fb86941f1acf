using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>How the wire's JSON is written and read: camel case, no nulls, source-generated, so that it is AOT-clean.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AlertEvent))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(SenmlRecord[]))]
[JsonSerializable(typeof(Loss))]
[JsonSerializable(typeof(GatewayStatus))]
[JsonSerializable(typeof(HubStatus))]
[JsonSerializable(typeof(Ack))]
[JsonSerializable(typeof(CaseNotice))]
[JsonSerializable(typeof(DesiredConfiguration))]
[JsonSerializable(typeof(ReportedConfiguration))]
[JsonSerializable(typeof(GatewayCommand))]
[JsonSerializable(typeof(CommandAnswer))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>
    /// What every message is written with: beyond what JSON demands nothing is escaped, so that a place in Chinese can
    /// be read by whoever listens. Not for text that goes into HTML.
    /// </summary>
    public static WireJson Wire => field ??= new WireJson(
        new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
