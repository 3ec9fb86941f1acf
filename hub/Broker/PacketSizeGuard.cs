namespace EdgeGrid.Hub.Broker;

/// <summary>
/// Follows the packets of a connection (MQTT 5, section 2.1) and breaks it off when one announces more bytes than it
/// may have: the MQTT server itself would set aside as much memory as anyone asks for, before it knows who asks.
/// </summary>
internal sealed class PacketSizeGuard(Stream inner, PacketLimits limits, Action<long> refused) : Stream
{
    private Part _part = Part.Flags;
    private bool _greeted;
    private long _length;
    private int _shift;
    private long _left;

    private enum Part
    {
        Flags,
        Length,
        Body,
    }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Follow(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Follow(buffer.AsSpan(offset, read));
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_part == Part.Body)
            {
                var taken = (int)Math.Min(_left, bytes.Length);
                bytes = bytes[taken..];
                _left -= taken;
                _part = _left == 0 ? Part.Flags : Part.Body;
                continue;
            }

            Header(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void Header(byte next)
    {
        if (_part == Part.Flags)
        {
            (_part, _length, _shift) = (Part.Length, 0, 0);
            return;
        }

        _length |= (long)(next & 0x7F) << _shift;
        _shift += 7;
        if ((next & 0x80) != 0)
        {
            return;
        }

        var limit = _greeted ? limits.Packet : limits.FirstPacket;
        if (_length > limit)
        {
            refused(_length);
            throw new InvalidDataException($"A packet of {_length} bytes; {limit} are allowed.");
        }

        _greeted = true;
        _left = _length;
        _part = _left == 0 ? Part.Flags : Part.Body;
    }
}

/// <summary>How large a packet may be, in bytes.</summary>
/// <param name="FirstPacket">The one that says who is there: nobody has been let in yet.</param>
/// <param name="Packet">Any later one.</param>
internal readonly record struct PacketLimits(int FirstPacket, int Packet);
