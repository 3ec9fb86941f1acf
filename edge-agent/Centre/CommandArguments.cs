using System.Text.Json;
using EdgeGrid.Agent.Configuration;

namespace EdgeGrid.Agent.Centre;

/// <summary>The arguments of a command: each is a text, and each has to be known. Problems are collected in words.</summary>
internal sealed class CommandArguments
{
    private readonly Dictionary<string, string> _given = [];
    private readonly List<string> _problems = [];

    public CommandArguments(JsonElement? arguments)
    {
        if (arguments is not { ValueKind: JsonValueKind.Object } given)
        {
            if (arguments is { ValueKind: not JsonValueKind.Null })
            {
                _problems.Add("The arguments are no object.");
            }

            return;
        }

        foreach (var argument in given.EnumerateObject())
        {
            if (argument.Value.ValueKind != JsonValueKind.String || !_given.TryAdd(argument.Name, Text(argument.Value)))
            {
                _problems.Add($"\"{argument.Name}\" is no text, or stands there twice.");
                _given.TryAdd(argument.Name, "");
            }
        }
    }

    /// <summary>What is wrong, in words; null when nothing is. Arguments that nobody took are.</summary>
    public string? Problem
    {
        get
        {
            var unknown = _given.Keys.Select(name => $"There is no argument \"{name}\" here.");
            return _problems.Count + _given.Count == 0 ? null : string.Join(' ', _problems.Concat(unknown));
        }
    }

    public string Take(string name, string meaning)
    {
        if (_given.Remove(name, out var value) && value.Length > 0)
        {
            return value;
        }

        _problems.Add($"\"{name}\" is missing: {meaning}.");
        return "";
    }

    public TimeSpan TakeDuration(string name, TimeSpan longest)
    {
        var text = Take(name, $"how long, like \"10m\", at most {Words.Duration(longest.TotalSeconds)}");
        if (text.Length == 0)
        {
            return default;
        }

        if (Words.TryParseDuration(text, out var duration) && duration > TimeSpan.Zero && duration <= longest)
        {
            return duration;
        }

        _problems.Add($"\"{name}\" is \"{text}\": write more than 0 and at most {Words.Duration(longest.TotalSeconds)}, like \"10m\".");
        return default;
    }

    // A lone surrogate is JSON, and no text.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
