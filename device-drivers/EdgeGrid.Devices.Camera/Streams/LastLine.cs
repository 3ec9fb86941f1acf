namespace EdgeGrid.Devices.Camera.Streams;

/// <summary>Reads a text to its end, so that its writer never waits, and keeps no more than the last line.</summary>
internal sealed class LastLine
{
    private const int LongestLine = 1000;

    private volatile string _text = "";

    public string Text => _text;

    public async Task ReadAsync(TextReader reader)
    {
        var block = new char[512];
        var line = new char[LongestLine];
        var length = 0;
        int read;
        while ((read = await reader.ReadAsync(block)) > 0)
        {
            foreach (var character in block.AsSpan(0, read))
            {
                if (character is not ('\n' or '\r'))
                {
                    if (length < LongestLine)
                    {
                        line[length++] = character;
                    }

                    continue;
                }

                Keep(line.AsSpan(0, length));
                length = 0;
            }
        }

        Keep(line.AsSpan(0, length));
    }

    private void Keep(ReadOnlySpan<char> line)
    {
        if (!line.IsWhiteSpace())
        {
            _text = line.Trim().ToString();
        }
    }
}
