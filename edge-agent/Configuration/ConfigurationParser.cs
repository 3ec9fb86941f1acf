using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeGrid.Agent.Configuration;

/// <summary>JSON with comments and trailing commas, into nodes that know their line and column.</summary>
internal static class ConfigurationParser
{
    // Deeper than any configuration of ours, and far from the end of the stack.
    private const int MaxDepth = 24;

    private const string JsonRemedy = "Correct the file here. It is JSON; // comments and trailing commas are allowed.";

    /// <summary>Null, and one problem, when it is not JSON: what comes after the first mistake cannot be trusted.</summary>
    public static ConfigurationNode? Parse(ReadOnlySpan<byte> json, ProblemList problems)
    {
        if (json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            json = json[3..];
        }

        if (!Utf8.IsValid(json))
        {
            problems.Add(new Place(0, 0, ""), "The file is not UTF-8 text.", "Save it as UTF-8.");
            return null;
        }

        var walk = new Walk(json, problems);
        try
        {
            var root = walk.Document();
            return problems.Count == 0 ? root : null;
        }
        catch (JsonException mistake)
        {
            var place = walk.At((int)(mistake.LineNumber ?? 0), (int)(mistake.BytePositionInLine ?? 0));
            problems.Add(place, "This is not JSON: " + WithoutPosition(mistake.Message), JsonRemedy);
            return null;
        }
    }

    // The framework ends its sentence with " LineNumber: 3 | BytePositionInLine: 4.", counted from 0.
    private static string WithoutPosition(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private ref struct Walk
    {
        private readonly ReadOnlySpan<byte> _json;
        private readonly ProblemList _problems;
        private readonly List<int> _lineStarts = [0];
        private Utf8JsonReader _reader;

        public Walk(ReadOnlySpan<byte> json, ProblemList problems)
        {
            _json = json;
            _problems = problems;
            _reader = new Utf8JsonReader(json, new JsonReaderOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
                MaxDepth = MaxDepth,
            });
            for (var i = 0; i < json.Length; i++)
            {
                if (json[i] == (byte)'\n')
                {
                    _lineStarts.Add(i + 1);
                }
            }
        }

        public ConfigurationNode Document()
        {
            _reader.Read();
            var root = Value("");

            // Anything after the root throws here.
            _reader.Read();
            return root;
        }

        public readonly Place At(int line, int byteInLine, string path = "")
        {
            line = Math.Clamp(line, 0, _lineStarts.Count - 1);
            var start = _lineStarts[line];
            var length = Math.Clamp(byteInLine, 0, _json.Length - start);
            return new Place(line + 1, Encoding.UTF8.GetCharCount(_json.Slice(start, length)) + 1, path);
        }

        private readonly Place Here(string path)
        {
            var offset = (int)_reader.TokenStartIndex;
            var line = _lineStarts.BinarySearch(offset);
            line = line >= 0 ? line : ~line - 1;
            return At(line, offset - _lineStarts[line], path);
        }

        private ConfigurationNode Value(string path)
        {
            var place = Here(path);
            return _reader.TokenType switch
            {
                JsonTokenType.StartObject => new(NodeKind.Object, place) { Members = Members(path) },
                JsonTokenType.StartArray => new(NodeKind.List, place) { Items = Items(path) },
                JsonTokenType.String => new(NodeKind.Text, place) { Text = Text(place) },
                JsonTokenType.Number => new(NodeKind.Number, place) { Number = Number(place) },
                JsonTokenType.True or JsonTokenType.False => new(NodeKind.Flag, place) { Flag = _reader.GetBoolean() },
                _ => new(NodeKind.Null, place),
            };
        }

        private List<ConfigurationMember> Members(string path)
        {
            var members = new List<ConfigurationMember>();
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                var name = Text(Here(path));
                var at = path.Length == 0 ? name : $"{path}.{name}";
                var place = Here(at);
                _reader.Read();
                var value = Value(at);
                if (members.Find(member => member.Name == name) is { } before)
                {
                    _problems.Add(place, $"\"{name}\" stands here twice; the first is in line {before.Place.Line}.", "Remove one of the two.");
                    continue;
                }

                members.Add(new ConfigurationMember(name, place, value));
            }

            return members;
        }

        private List<ConfigurationNode> Items(string path)
        {
            var items = new List<ConfigurationNode>();
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(Value($"{path}[{items.Count}]"));
            }

            return items;
        }

        private readonly string Text(Place place)
        {
            try
            {
                return _reader.GetString() ?? "";
            }
            catch (InvalidOperationException)
            {
                // An escaped half of a surrogate pair, the only text that valid UTF-8 can still get wrong.
                _problems.Add(place, "The text holds half a character (a lone \\uD800…\\uDFFF escape).", "Write the character itself.");
                return "";
            }
        }

        private readonly double Number(Place place)
        {
            if (_reader.TryGetDouble(out var number) && double.IsFinite(number))
            {
                return number;
            }

            _problems.Add(place, "The number is too large.", "Write a smaller one.");
            return 0;
        }
    }
}
