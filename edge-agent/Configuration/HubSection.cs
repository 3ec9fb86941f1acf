namespace EdgeGrid.Agent.Configuration;

/// <summary>Reads where the hub is, and how the gateway shows who it is.</summary>
internal static class HubSection
{
    private static readonly HubOptions Nowhere = new() { Url = new Uri("mqtt://nowhere") };

    public static HubOptions Read(Section? section, string folder)
    {
        if (section is null)
        {
            return Nowhere;
        }

        var url = Url(section);
        var user = section.OptionalText("user");
        var passwordFile = ReadableFile(section, "passwordFile", folder, "a file that holds the password and nothing else");
        var caFile = ReadableFile(section, "caFile", folder, "a PEM file with the authority's certificate");
        if (section.Has("user") != section.Has("passwordFile"))
        {
            var (there, missing) = section.Has("user") ? ("user", "passwordFile") : ("passwordFile", "user");
            section.Problem(there, $"\"{there}\" stands here without \"{missing}\".", $"Add \"{missing}\", or remove both.");
        }

        if (caFile is not null && url.Scheme != "mqtts")
        {
            section.Problem("caFile", "A certificate is used with mqtts:// only.", "Change the url to mqtts://, or remove \"caFile\".");
        }

        section.Done();
        return new HubOptions { Url = url, User = user, PasswordFile = passwordFile, CaFile = caFile };
    }

    private static Uri Url(Section section)
    {
        const string remedy = "Write it like \"mqtt://hub.example:1883\", or \"mqtts://hub.example:8883\" with TLS.";
        var text = section.Text("url", "where the hub's broker listens, like \"mqtt://127.0.0.1:1883\"");
        if (text.Length == 0)
        {
            return Nowhere.Url;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("mqtt" or "mqtts"))
        {
            section.Problem("url", $"\"{text}\" does not begin with mqtt:// or mqtts://.", remedy);
            return Nowhere.Url;
        }

        if (url.UserInfo.Length > 0)
        {
            section.Problem("url", "A user or password stands in the address, where logs would show it.", "Set \"user\" and \"passwordFile\" instead.");
        }
        else if (url.Host.Length == 0 || url.AbsolutePath is not ("" or "/") || url.Query.Length > 0)
        {
            section.Problem("url", $"\"{text}\" is not a host and a port.", remedy);
        }

        return url.Port > 0 ? url : new UriBuilder(url) { Port = url.Scheme == "mqtts" ? 8883 : 1883 }.Uri;
    }

    private static string? ReadableFile(Section section, string key, string folder, string meaning)
    {
        if (section.OptionalText(key) is not { } text)
        {
            return null;
        }

        var file = Path.Combine(folder, text);
        try
        {
            if (File.ReadAllText(file).Trim().Length == 0)
            {
                section.Problem(key, $"{file} is empty.", $"Name {meaning}.");
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            section.Problem(key, $"{file} cannot be read: {unreadable.Message}", $"Name {meaning}, readable for the user {Environment.UserName}.");
        }

        return file;
    }
}
