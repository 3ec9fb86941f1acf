using System.Buffers.Binary;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// A checksum for each page of a LiteDB data file, which has none: version 5.0.20 follows what damage has made of its pages
/// in circles without an end. It stands where a page in LiteDB's log has its transaction, at byte 14 of its header; a page in
/// a data file has four bytes of 0xFF there, which LiteDB does not look at. It gets them back when it reads the page.
/// </summary>
internal static class PageSeal
{
    private const int Place = 14;
    private const uint None = 0xFFFFFFFF;

    /// <summary>Puts the checksum into a page as LiteDB writes it.</summary>
    /// <exception cref="NotSupportedException">It has something else in its place.</exception>
    public static void Put(Span<byte> page, long number)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(page[Place..]) != None)
        {
            throw new NotSupportedException("LiteDB writes pages of no transaction to its data file, and this is one of a transaction.");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page[Place..], Of(page, number));
    }

    /// <summary>Makes of a page that was read what LiteDB wrote. False when it is damaged; it is as it was then.</summary>
    public static bool TryTake(Span<byte> page, long number)
    {
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(page[Place..]);
        BinaryPrimitives.WriteUInt32LittleEndian(page[Place..], None);
        if (stored == Of(page, number))
        {
            return true;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page[Place..], stored);
        return false;
    }

    // Of the page with its place empty, and of where it stands: a page that was written elsewhere is none of this place. An
    // erased page of flash is 0xFF from end to end, and must not pass.
    private static uint Of(ReadOnlySpan<byte> page, long number) => Crc32C.Of(page, (uint)number) is var crc && crc == None ? 0 : crc;
}
