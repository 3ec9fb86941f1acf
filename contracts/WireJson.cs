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
[JsonSerializable(typeof(GatewayStatus))]
[JsonSerializable(typeof(HubStatus))]
[JsonSerializable(typeof(Ack))]
[JsonSerializable(typeof(CaseNotice))]
public sealed partial class WireJson : JsonSerializerContext;
