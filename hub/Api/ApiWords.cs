using System.Text.Json;

namespace EdgeGrid.Hub.Api;

/// <summary>The words of the wire in addresses: <c>fed-back</c>, not <c>FedBack</c>.</summary>
internal static class ApiWords
{
    /// <summary>True when the text is a word of the list, or is missing: then the value is null.</summary>
    public static bool TryParse<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        foreach (var candidate in text is null ? [] : Enum.GetValues<T>())
        {
            if (Of(candidate) == text)
            {
                value = candidate;
            }
        }

        return text is null || value is not null;
    }

    /// <summary>All words of a list.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of<T>));

    /// <summary>One word.</summary>
    public static string Of<T>(T value)
        where T : notnull => JsonSerializer.Serialize(value, value.GetType()).Trim('"');
}
