using System.Buffers.Binary;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The documents of a LiteDB data file, from its whole pages alone. As version 5 has them: a page's kind stands at byte 4, 4
/// for data; the number of its last slot at byte 30; a slot is four bytes from the page's end, a length and a position. What
/// a slot points at begins with whether it goes on another, then where it goes on itself, a page (4) and a slot (1), and then
/// comes a part of a document.
/// </summary>
internal static class DataPages
{
    private const int KindAt = 4;
    private const byte Data = 4;
    private const int LastSlotAt = 30;
    private const byte NoSlot = 255;
    private const int Slot = 4;
    private const int BlockHeader = 6;
    private const uint NoPage = 0xFFFFFFFF;

    /// <summary>Those of which every page is whole.</summary>
    public static IEnumerable<byte[]> Documents(JournaledStream file)
    {
        var blocks = Blocks(file);
        foreach (var block in blocks.Values.Where(block => !block.Continues))
        {
            if (Whole(block, blocks) is { } document)
            {
                yield return document;
            }
        }
    }

    private static Dictionary<(uint Page, byte Slot), Block> Blocks(JournaledStream file)
    {
        var blocks = new Dictionary<(uint, byte), Block>();
        for (uint number = 0; number < file.Length / JournaledStream.Page; number++)
        {
            var page = new byte[JournaledStream.Page];
            if (!file.TryReadPage(number, page) || page[KindAt] != Data || page[LastSlotAt] == NoSlot)
            {
                continue;
            }

            for (var slot = 0; slot <= page[LastSlotAt]; slot++)
            {
                var at = page.Length - ((slot + 1) * Slot);
                var (length, position) = (BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(at)), BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(at + 2)));
                if (length > BlockHeader && position + length <= page.Length)
                {
                    var bytes = page.AsMemory(position, length);
                    blocks[(number, (byte)slot)] = new Block(
                        bytes.Span[0] != 0,
                        (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[1..]), bytes.Span[5]),
                        bytes[BlockHeader..]);
                }
            }
        }

        return blocks;
    }

    private static byte[]? Whole(Block first, Dictionary<(uint, byte), Block> blocks)
    {
        using var document = new MemoryStream();
        var block = first;

        // No document has more blocks than there are: two that go on each other end here.
        for (var left = blocks.Count; left > 0; left--)
        {
            document.Write(block.Part.Span);
            if (block.Next.Page == NoPage)
            {
                return document.ToArray();
            }

            if (!blocks.TryGetValue(block.Next, out block!))
            {
                return null;
            }
        }

        return null;
    }

    private sealed record Block(bool Continues, (uint Page, byte Slot) Next, ReadOnlyMemory<byte> Part);
}
