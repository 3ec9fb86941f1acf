using System.Globalization;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>What a receiver would have written on a walk.</summary>
internal static class NmeaRecording
{
    public static IEnumerable<string> Walk(int seconds, int from = 0, string hdop = "0.9")
    {
        yield return "# a comment, as recordings have them";
        for (var second = from; second < from + seconds; second++)
        {
            var time = string.Create(CultureInfo.InvariantCulture, $"1200{second:00}.00");
            var latitude = string.Create(CultureInfo.InvariantCulture, $"3414.{6400 + second:0000}");
            yield return Sentence($"GPRMC,{time},A,{latitude},N,11711.6400,E,2.5,000.0,150624,,,A");
            yield return Sentence($"GPGGA,{time},{latitude},N,11711.6400,E,1,09,{hdop},38.0,M,,M,,");
        }
    }

    private static string Sentence(string body) => $"${body}*{body.Aggregate(0, (sum, c) => sum ^ c):X2}";
}
