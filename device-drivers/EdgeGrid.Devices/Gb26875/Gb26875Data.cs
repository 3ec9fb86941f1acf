namespace EdgeGrid.Devices.Gb26875;

/// <summary>What became of a frame's data.</summary>
internal enum Gb26875Reading
{
    /// <summary>There are none: a heartbeat, a confirmation.</summary>
    Empty,

    /// <summary>They were read.</summary>
    Read,

    /// <summary>A type that is the maker's own.</summary>
    Unknown,

    /// <summary>They are shorter or longer than their objects.</summary>
    Malformed,
}

/// <summary>The data of a frame: type, count, objects (section 7).</summary>
internal static class Gb26875Data
{
    private const int TimeBytes = 6;
    private const byte NoTime = 0xFF;

    /// <summary>Reads the objects that can be read, and adds them.</summary>
    public static Gb26875Reading Read(ReadOnlySpan<byte> data, List<Gb26875Item> items, out Gb26875Type type)
    {
        type = default;
        if (data.Length < 2)
        {
            return data.IsEmpty ? Gb26875Reading.Empty : Gb26875Reading.Malformed;
        }

        type = (Gb26875Type)data[0];
        if (!Gb26875Item.IsKnown(type))
        {
            return Gb26875Reading.Unknown;
        }

        var count = data[1];
        data = data[2..];
        if (Gb26875Item.TimedLength(type) is { } timed && data.Length == count * (timed - TimeBytes) && count > 0)
        {
            ReadWithoutTimes(type, data, timed, items);
            return Gb26875Reading.Read;
        }

        for (var i = 0; i < count; i++)
        {
            if (!Gb26875Item.TryRead(type, ref data, out var item))
            {
                return Gb26875Reading.Malformed;
            }

            items.Add(item);
        }

        return data.IsEmpty ? Gb26875Reading.Read : Gb26875Reading.Malformed;
    }

    // Some devices leave the time of each object away. A fire is none the less for that.
    private static void ReadWithoutTimes(Gb26875Type type, ReadOnlySpan<byte> data, int timed, List<Gb26875Item> items)
    {
        Span<byte> whole = stackalloc byte[timed];
        whole[^TimeBytes..].Fill(NoTime);
        for (; !data.IsEmpty; data = data[(timed - TimeBytes)..])
        {
            data[..(timed - TimeBytes)].CopyTo(whole);
            ReadOnlySpan<byte> one = whole;
            if (Gb26875Item.TryRead(type, ref one, out var item))
            {
                items.Add(item);
            }
        }
    }
}
