using System.Text.Json;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Devices.Tests.Gnss;

namespace EdgeGrid.Devices.Tests.Captures;

public sealed class NmeaCaptureTests
{
    private const string Rmc = "GNRMC,081530.00,A,3414.6400,N,11711.6400,E,3.00,90.0,231126,,,A";

    [Fact]
    public void Fix_WithAllThatAReceiverTells_IsOneLineOfTheDocumentedShape() => Assert.Equal(
        """{"time":"2026-11-23T08:15:30Z","lat":34.244,"lon":117.194,"alt":41.5,"speed_mps":1.543,"heading_deg":90,"mode":3,"satellites":9,"hdop":0.9}""",
        Assert.Single(Decoded.Text(NmeaCapture.Kind, NmeaLines.Of("GNGGA,081530.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,", Rmc))));

    [Fact]
    public void Fix_BeforeTheDateIsKnown_HasNoTime()
    {
        var fix = Assert.Single(Decoded.Lines(NmeaCapture.Kind, NmeaLines.Of("GPGLL,3414.6400,N,11711.6400,E,081530,A,A")));
        Assert.Equal(JsonValueKind.Null, fix.GetProperty("time").ValueKind);
        Assert.Equal(2, fix.GetProperty("mode").GetInt32());
    }

    [Fact]
    public void Speed_OfAReceiverThatTellsNone_IsThatFromTheFixBefore()
    {
        // A thousandth of a degree to the east at 34.244° north is 92.11 m, to the north 110.92 m (WGS-84).
        var lines = Decoded.Lines(NmeaCapture.Kind, NmeaLines.Of(
            "GPZDA,081530,23,11,2026,00,00",
            "GPGLL,3414.6400,N,11711.6400,E,081530,A,A",
            "GPGLL,3414.6400,N,11711.7000,E,081540,A,A",
            "GPGLL,3414.7000,N,11711.7000,E,081550,A,A"));
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("speed_mps").ValueKind);
        Assert.Equal(9.211, lines[1].GetProperty("speed_mps").GetDouble(), 2e-3);
        Assert.Equal(11.092, lines[2].GetProperty("speed_mps").GetDouble(), 2e-3);
    }

    [Fact]
    public void Speed_AfterAnEpochWithoutAFix_IsUnknown()
    {
        var lines = Decoded.Lines(NmeaCapture.Kind, NmeaLines.Of(
            "GPZDA,081530,23,11,2026,00,00", "GPGLL,3414.6400,N,11711.6400,E,081530,A,A", "GPGLL,,,,,081540,V,N", "GPGLL,3414.6400,N,11711.7000,E,081550,A,A"));
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("speed_mps").ValueKind);
    }

    [Fact]
    public void Fixes_OfReceiversThatDoNotRest_AreOneAnEpochInOrder()
    {
        var lines = Decoded.Lines(NmeaCapture.Kind, NmeaLines.Of(
            Rmc, "GNGGA,081530.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,", Rmc.Replace("530.00", "530.10", StringComparison.Ordinal), Rmc.Replace("530.00", "530.20", StringComparison.Ordinal)));
        Assert.Equal(["2026-11-23T08:15:30Z", "2026-11-23T08:15:30.1Z", "2026-11-23T08:15:30.2Z"], lines.Select(line => line.GetProperty("time").GetString()));
    }

    [Fact]
    public void Sos_OfATracker_IsALineOfItsOwn() =>
        Assert.Equal(["""{"sos":true}""", """{"sos":false}"""], Decoded.Text(NmeaCapture.Kind, NmeaLines.Of("PEGD,SOS,1", "PEGD,SOS,0")));

    [Fact]
    public void Errors_HaveTheOffsetOfTheirLine()
    {
        var good = NmeaLines.Of("GPTXT,01,01,02,hello");
        var bytes = NmeaLines.Join(
            good,
            NmeaLines.Raw("$GPGLL,3414.6400,N,11711.6400,E,081530,A,A*00\r\n"),
            good,
            NmeaLines.Of("GPGLL,9114.6400,N,11711.6400,E,081530,A,A"),
            NmeaLines.Raw("$GPGLL,3414"));
        var second = good.Length + 47;
        Assert.Equal(
            [$$"""{"error":"bad-checksum","offset":{{good.Length}}}""", $$"""{"error":"impossible-position","offset":{{second + good.Length}}}"""],
            Decoded.Text(NmeaCapture.Kind, bytes));
    }
}
