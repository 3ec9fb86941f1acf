using System.Globalization;
using System.Text;

namespace EdgeGrid.Devices.Jt808;

/// <summary>Times and texts as terminals write them.</summary>
internal static class Jt808Values
{
    /// <summary>Of a time in BCD.</summary>
    public const int TimeBytes = 6;

    private const int Gbk = 936;

    // What the code page makes of FF, which GBK does not have.
    private const char PrivateUse = '\uF8F5';

    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);
    private static readonly Encoding GbkText = CodePagesEncodingProvider.Instance.GetEncoding(Gbk, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;

    /// <summary>yyMMddHHmmss in BCD, in China's time.</summary>
    /// <returns>False when no clock shows that.</returns>
    public static bool TryTime(ReadOnlySpan<byte> bcd, out DateTimeOffset utc)
    {
        utc = default;
        Span<int> parts = stackalloc int[TimeBytes];
        for (var i = 0; i < TimeBytes; i++)
        {
            var (tens, ones) = (bcd[i] >> 4, bcd[i] & 0x0F);
            if (tens > 9 || ones > 9)
            {
                return false;
            }

            parts[i] = (10 * tens) + ones;
        }

        return TryTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], out utc);
    }

    /// <summary>A time of this century, in China's time.</summary>
    public static bool TryTime(int year, int month, int day, int hour, int minute, int second, out DateTimeOffset utc)
    {
        utc = default;
        if (year > 99 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        utc = new DateTimeOffset(2000 + year, month, day, hour, minute, second, ChinaStandardTime).ToUniversalTime();
        return true;
    }

    /// <summary>A time in BCD, as it is shown where it stands.</summary>
    public static byte[] Time(DateTimeOffset at) => Convert.FromHexString(at.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture));

    /// <summary>GBK up to the first zero byte; what is no GBK becomes U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return GbkText.GetString(end < 0 ? bytes : bytes[..end]).Replace(PrivateUse, '\uFFFD').Trim();
    }
}
