using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Which reports are asked for, as the address says.</summary>
internal sealed record Open311Query
{
    [FromQuery(Name = "jurisdiction_id")]
    public string? Jurisdiction { get; init; }

    [FromQuery(Name = "service_request_id")]
    public string? Ids { get; init; }

    [FromQuery(Name = "service_code")]
    public string? Services { get; init; }

    [FromQuery(Name = "start_date")]
    public string? Since { get; init; }

    [FromQuery(Name = "end_date")]
    public string? Until { get; init; }

    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "page")]
    public string? Page { get; init; }

    [FromQuery(Name = "page_size")]
    public string? PageSize { get; init; }
}

/// <summary>The form of a report, as documents tell of it; <see cref="CitizenReport.Read"/> reads it.</summary>
internal sealed record Open311Form
{
    [JsonPropertyName("service_code")]
    public required string ServiceCode { get; init; }

    [JsonPropertyName("jurisdiction_id")]
    public string? Jurisdiction { get; init; }

    [JsonPropertyName("api_key")]
    public string? ApiKey { get; init; }

    /// <summary>WGS 84; with <c>long</c>, or an address in its place.</summary>
    [JsonPropertyName("lat")]
    public double? Latitude { get; init; }

    [JsonPropertyName("long")]
    public double? Longitude { get; init; }

    [JsonPropertyName("address_string")]
    public string? Address { get; init; }

    [JsonPropertyName("address_id")]
    public string? AddressId { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("media_url")]
    public string? MediaUrl { get; init; }

    [JsonPropertyName("first_name")]
    public string? FirstName { get; init; }

    [JsonPropertyName("last_name")]
    public string? LastName { get; init; }

    [JsonPropertyName("phone")]
    public string? Phone { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }
}
