using System.Buffers.Binary;

namespace EdgeGrid.Devices.Jt808;

/// <summary>Several location reports in one message (0x0704, section 8.49): count, kind, then each with its length.</summary>
internal static class Jt808Batch
{
    private const int HeadBytes = 3;

    /// <summary>Reads the reports that can be read.</summary>
    /// <param name="body">Of the whole message.</param>
    /// <param name="locations">They are added here.</param>
    /// <param name="resent">They come from an area without a network.</param>
    /// <returns>False when something does not fit: what came before it was read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, List<Jt808Location> locations, out bool resent)
    {
        resent = body.Length > 2 && body[2] == 1;
        if (body.Length < HeadBytes)
        {
            return false;
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(body);
        body = body[HeadBytes..];
        for (var i = 0; i < count; i++)
        {
            var length = body.Length < 2 ? int.MaxValue - 2 : BinaryPrimitives.ReadUInt16BigEndian(body);
            if (body.Length < 2 + length || !Jt808Location.TryRead(body.Slice(2, length), out var location))
            {
                return false;
            }

            locations.Add(location);
            body = body[(2 + length)..];
        }

        return body.IsEmpty;
    }
}
