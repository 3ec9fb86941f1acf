using System.Text;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The names of a lane's files, one a line, ended by a line with a dot. A file that is in the list and not in the folder
/// has been lost; one that is only in the folder was made, or left to be deleted, when the power went.
/// </summary>
internal sealed class SegmentList(string path, Action<long> wrote)
{
    private const string End = ".";

    /// <summary>None when there is no list, or no whole one: then the folder is believed.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            var lines = File.ReadAllLines(path);
            return lines is [.. var names, End] ? names : [];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (DecoderFallbackException)
        {
            return [];
        }
    }

    /// <summary>Returns when it is on the disk.</summary>
    public void Write(IReadOnlyList<string> names)
    {
        var text = string.Join('\n', names.Append(End)) + "\n";
        DurableFolder.Replace(path, text);
        wrote(text.Length);
    }
}
