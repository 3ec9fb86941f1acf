namespace EdgeGrid.Agent.Commands;

/// <summary>How something stands: on a terminal one line that changes, in a pipe a line now and then.</summary>
internal sealed class ProgressLine(TextWriter output, TimeProvider time, TimeSpan lineEvery)
{
    private const string ClearLine = "\r\u001b[2K";

    private readonly bool _inPlace = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    private long? _shownAt;

    public void Show(string text)
    {
        if (_inPlace)
        {
            output.Write(ClearLine + text);
        }
        else if (_shownAt is not { } at || time.GetElapsedTime(at) >= lineEvery)
        {
            output.WriteLine(text);
            _shownAt = time.GetTimestamp();
        }

        output.Flush();
    }

    /// <summary>What comes next begins on a line of its own.</summary>
    public void End()
    {
        if (_inPlace)
        {
            output.Write(ClearLine);
        }
    }
}
