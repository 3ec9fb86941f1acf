using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class NmeaBadInputTests
{
    private static readonly byte[] Good = NmeaLines.Of("GPGGA,081530.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,");

    public static TheoryData<string, NmeaSkip> Texts => new()
    {
        { "$GPRMC,081530.00,A,3414.6400,N,11711.6400,E,,,231126,,,A*00\r\n", NmeaSkip.BadChecksum },
        { "$GPRMC,081530.00,A,3414.64\r\n", NmeaSkip.HalfSentence },
        { "$GPRMC,081530.00,A,3414.64", NmeaSkip.HalfSentence },
        { "$GPRMC,081530.00,A,3414.6400*ZZ\r\n", NmeaSkip.HalfSentence },
        { "$GPTXT,no checksum at all\r\n", NmeaSkip.HalfSentence },
        { "# $GPRMC and $GPGGA: a note about the recording\n", NmeaSkip.Comment },
        { "\u00b5b\u0001\u0007\\\u0000\u00ff\u0000\r\n", NmeaSkip.Noise },
        { "$" + new string('A', 300) + "\r\n", NmeaSkip.TooLong },
    };

    public static TheoryData<string, NmeaSkip, DeviceFault> Bodies => new()
    {
        { "GPGLL,9114.6400,N,11711.6400,E,081530,A,A", NmeaSkip.ImpossiblePosition, DeviceFault.OutOfRange },
        { "GPGLL,3414.6400,N,18111.6400,E,081530,A,A", NmeaSkip.ImpossiblePosition, DeviceFault.OutOfRange },
        { "GPGLL,3460.0000,N,11711.6400,E,081530,A,A", NmeaSkip.ImpossiblePosition, DeviceFault.OutOfRange },
        { "GPGLL,3414.6400,N,11711.6400,E,241530,A,A", NmeaSkip.ImpossibleTime, DeviceFault.OutOfRange },
        { "GPRMC,081530,A,3414.6400,N,11711.6400,E,,,310226,,,A", NmeaSkip.ImpossibleDate, DeviceFault.OutOfRange },
        { "GPRMC,081530,A,3414.6400,N,11711.6400,E,,,001326,,,A", NmeaSkip.ImpossibleDate, DeviceFault.OutOfRange },
        { "GPZDA,081530,00,00,2026,00,00", NmeaSkip.ImpossibleDate, DeviceFault.OutOfRange },
        { "GPGLL,3414.6400,X,11711.6400,E,081530,A,A", NmeaSkip.Malformed, DeviceFault.None },
        { "GPGLL,34-4.6400,N,11711.6400,E,081530,A,A", NmeaSkip.Malformed, DeviceFault.None },
        { "GPRMC,081530,A,3414.6400,N,11711.6400,E,NaN,,231126,,,A", NmeaSkip.Malformed, DeviceFault.None },
        { "GPRMC,08:15:30,A,3414.6400,N,11711.6400,E,,,231126,,,A", NmeaSkip.Malformed, DeviceFault.None },
        { "GPGGA,081530,3414.6400,N,11711.6400,E,1,many,0.9,41.5,M,7.0,M,,", NmeaSkip.Malformed, DeviceFault.None },
        { "PEGD,SOS,2", NmeaSkip.Malformed, DeviceFault.None },
        { "PEGD,BATTERY,80", NmeaSkip.OtherKind, DeviceFault.None },
        { "PMTK001,314,3", NmeaSkip.OtherKind, DeviceFault.None },
        { "GPTXT,01,01,02,hello", NmeaSkip.OtherKind, DeviceFault.None },
        { "", NmeaSkip.OtherKind, DeviceFault.None },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Bytes_ThatAreNoSentence_AreCountedAndDisturbNothing(string text, NmeaSkip reason)
    {
        var heard = Listening.To(NmeaLines.Raw(text), Good);
        Assert.Equal(1, heard.Decoder.Skipped(reason));
        Assert.Equal(1, heard.Skips().Sum());
        Assert.Single(heard.Fixes);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Sentence_ThatCannotBe_IsCountedByReasonAndDisturbsNothing(string body, NmeaSkip reason, DeviceFault fault)
    {
        var heard = Listening.To(NmeaLines.Of(body), Good);
        Assert.Equal(1, heard.Decoder.Skipped(reason));
        Assert.Equal(1, heard.Skips().Sum());
        Assert.Equal(fault == DeviceFault.None ? [] : [fault], heard.Faults);
        Assert.Single(heard.Fixes);
    }

    [Fact]
    public void Checksum_Wrong_IsToldAsAFault() => Assert.Equal(
        Measurement.Failed(Quantity.Position, DeviceFault.BadChecksum), Assert.Single(Listening.To(NmeaLines.Raw("$GPGLL,,,,,,V*00\r\n")).Told));

    [Fact]
    public void Checksum_InSmallLetters_IsRight() => Assert.Equal(1, Listening.To(NmeaLines.Raw("$GPTXT,01,01,02,0*7d\r\n")).Decoder.Sentences);

    [Fact]
    public void Sentence_CutByTheNext_LosesOnlyItself()
    {
        var heard = Listening.To(Good[..20], Good);
        Assert.Equal(1, heard.Decoder.Skipped(NmeaSkip.HalfSentence));
        Assert.Single(heard.Fixes);
    }

    [Fact]
    public void Lines_WithDoubledCarriageReturnsOrBlanksBefore_AreWhole()
    {
        var heard = Listening.To(NmeaLines.Raw("  "), Good[..^2], NmeaLines.Raw("\r\r\n\t"), NmeaLines.Of("PEGD,SOS,1"));
        Assert.Equal(0, heard.Skips().Sum());
        Assert.Equal(2, heard.Decoder.Sentences);
    }
}
