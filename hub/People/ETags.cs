using System.Globalization;

namespace EdgeGrid.Hub.People;

/// <summary>Versions as entity tags (RFC 9110, section 8.8.3): what was read is what is changed.</summary>
internal static class ETags
{
    public static void Tell(HttpContext context, long version) => context.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version that a change expects.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="expected">Null when the caller believes that there is nothing yet.</param>
    /// <returns>False when <c>If-Match</c> is there and is no version of ours.</returns>
    public static bool TryRead(HttpContext context, out long? expected)
    {
        expected = null;
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
        {
            return true;
        }

        if (long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            expected = version;
            return true;
        }

        return false;
    }
}
