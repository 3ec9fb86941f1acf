namespace EdgeGrid.Hub.Cases;

/// <summary>What a picture is, by its bytes: names and headers are what anybody says.</summary>
internal static class ImageType
{
    /// <summary>The most that a picture may have.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    public const string Jpeg = "image/jpeg";

    public const string Png = "image/png";

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The media type; null when it is neither JPEG nor PNG.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        // JPEG (ITU-T T.81, annex B): start of image, then a marker, and an end of image somewhere behind it.
        if (bytes is [0xFF, 0xD8, 0xFF, >= 0xC0, ..] && bytes[4..].IndexOf([(byte)0xFF, (byte)0xD9]) >= 0)
        {
            return Jpeg;
        }

        // PNG (ISO/IEC 15948, 5.2 and 11.2): the signature, and a header of 13 bytes as the first chunk.
        return bytes.Length >= 33 && bytes.StartsWith(PngSignature) && bytes[8..16].SequenceEqual("\0\0\0\rIHDR"u8) ? Png : null;
    }
}
