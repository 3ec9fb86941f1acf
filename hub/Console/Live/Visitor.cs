using System.Text.Json;
using EdgeGrid.Hub.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>
/// Who looks at the page. Whatever they change they ask of the hub's API from their own browser, so that it is allowed,
/// refused and written to the audit trail there, as for any other program.
/// </summary>
internal sealed class Visitor(AuthenticationStateProvider authentication, IJSRuntime browser)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private Caller _caller = Caller.Anyone;

    /// <summary>Learns who it is. Nobody may anything before.</summary>
    public async Task MeetAsync() => _caller = Caller.Of((await authentication.GetAuthenticationStateAsync()).User);

    /// <summary>Whether to offer it to them; the API looks again.</summary>
    public bool May(Permission permission) => _caller.May(permission);

    /// <summary>Asks the API in their name.</summary>
    /// <param name="method">Of the request.</param>
    /// <param name="address">Relative to the page's base.</param>
    /// <param name="body">Sent as JSON.</param>
    /// <param name="expected">For If-Match; null where none is needed.</param>
    /// <returns>Null when it is done, or why not, in words.</returns>
    public async Task<string?> AskAsync(string method, string address, object body, long? expected = null)
    {
        await using var module = await browser.InvokeAsync<IJSObjectReference>("import", "./console.js");
        return await module.InvokeAsync<string?>("ask", method, address, JsonSerializer.Serialize(body, body.GetType(), Json), expected);
    }
}
