using System.Globalization;
using System.Text;

namespace EdgeGrid.Devices.Camera.Streams;

/// <summary>
/// The first line of a YUV4MPEG2 stream, the plainest form in which raw pictures name their size; each picture then is a
/// line that begins with FRAME and the bytes of its three planes.
/// </summary>
/// <param name="Width">Pixels, even.</param>
/// <param name="Height">Pixels, even.</param>
internal sealed record PictureHeader(int Width, int Height)
{
    /// <summary>Wider pictures are shrunk to this: it bounds what a camera can make the gateway keep.</summary>
    public const int WidestPicture = 1920;

    private const int HighestPicture = 4 * WidestPicture;
    private const int LongestLine = 256;
    private const string Magic = "YUV4MPEG2 ";

    /// <summary>Bytes of a picture with 4:2:0 subsampling.</summary>
    public int Bytes => Width * Height * 3 / 2;

    /// <returns>Null when the stream ended before it.</returns>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static PictureHeader? Read(Stream stream) => ReadLine(stream) is { } line ? Parse(line) : null;

    /// <summary>Reads up to the first byte of the next picture.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The stream is out of step.</exception>
    public static bool ReadToPicture(Stream stream) => ReadLine(stream) switch
    {
        null => false,
        ['F', 'R', 'A', 'M', 'E', ..] => true,
        _ => throw new InvalidDataException("no FRAME where a picture should begin"),
    };

    internal static PictureHeader Parse(string line)
    {
        int width = 0, height = 0;
        if (line.StartsWith(Magic, StringComparison.Ordinal))
        {
            foreach (var field in line.Split(' '))
            {
                var value = int.TryParse(field.AsSpan(Math.Min(1, field.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                width = field is ['W', ..] ? value : width;
                height = field is ['H', ..] ? value : height;
            }
        }

        return width is > 0 and <= WidestPicture && height is > 0 and <= HighestPicture && width % 2 == 0 && height % 2 == 0
            ? new PictureHeader(width, height)
            : throw new InvalidDataException("no size that a picture can have");
    }

    // Byte by byte: after the line the pixels begin. It is short, and the stream is buffered.
    private static string? ReadLine(Stream stream)
    {
        var line = new StringBuilder(LongestLine);
        while (line.Length < LongestLine)
        {
            switch (stream.ReadByte())
            {
                case -1: return null;
                case '\n': return line.ToString();
                case var character: line.Append((char)character); break;
            }
        }

        throw new InvalidDataException("a line without an end");
    }
}
