using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeGrid.Devices.Captures;

/// <summary>Writes JSON objects, one a line, in UTF-8. <see cref="Flush"/> before the stream is left.</summary>
/// <param name="output">Where they go.</param>
public sealed class JsonLines(Stream output) : IDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAt);

    // A place's name in Chinese is read by people, too; the lines go into no HTML.
    private Utf8JsonWriter? _writer;

    /// <summary>Begins an object; the caller writes its properties, then calls <see cref="End"/>.</summary>
    public Utf8JsonWriter Begin()
    {
        _writer ??= new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _writer.Reset();
        _writer.WriteStartObject();
        return _writer;
    }

    /// <summary>Ends the object, and its line.</summary>
    public void End()
    {
        _writer!.WriteEndObject();
        _writer.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary><c>{"error":"bad-checksum","offset":1234}</c>: what cannot be used, and where in the capture it begins.</summary>
    /// <param name="reason">Lower-case words with hyphens.</param>
    /// <param name="offset">In bytes from the beginning of the capture.</param>
    public void Error(string reason, long offset)
    {
        var writer = Begin();
        writer.WriteString("error"u8, reason);
        writer.WriteNumber("offset"u8, offset);
        End();
    }

    /// <summary>All that was written is in the stream.</summary>
    /// <exception cref="IOException">The stream takes nothing.</exception>
    public void Flush()
    {
        output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();
}
