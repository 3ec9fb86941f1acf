using System.Text.Json;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Why a message was not understood, for the technician who reads it: the reader's own words name types of this program.</summary>
internal static class Stumble
{
    /// <summary>What is wrong with JSON, and where.</summary>
    public static string Of(Exception e) => e is JsonException json ? JsonBody.RefusalOf(json).Text.En : e.Message;

    /// <summary>The hub's own fault: its log says more (event 2106).</summary>
    public static string Ours { get; } = "the hub stumbled over it; its log says why, event 2106";
}
