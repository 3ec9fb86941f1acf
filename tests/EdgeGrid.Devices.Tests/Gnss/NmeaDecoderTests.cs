namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class NmeaDecoderTests
{
    private const string Rmc = "GNRMC,081530.00,A,3414.6400,N,11711.6400,E,3.00,90.0,231126,,,A";
    private const string Gga = "GNGGA,081530.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,";
    private const string NextRmc = "GNRMC,081531.00,A,3414.6410,N,11711.6400,E,3.00,90.0,231126,,,A";

    [Fact]
    public void Epoch_OfRmcGgaAndGsa_IsOneFix()
    {
        var heard = Listening.To(NmeaLines.Of(Gga, "GNGSA,A,3,01,02,03,,,,,,,,,,1.5,0.9,1.2", Rmc));

        var fix = Assert.Single(heard.Fixes);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 15, 30, TimeSpan.Zero), fix.At);
        Assert.Equal(34.244, fix.Latitude, 1e-9);
        Assert.Equal(117.194, fix.Longitude, 1e-9);
        Assert.Equal(41.5, fix.AltitudeMetres);
        Assert.Equal(1.5433, fix.SpeedMetresPerSecond!.Value, 1e-3);
        Assert.Equal(90, fix.HeadingDegrees);
        Assert.Equal(9, fix.Satellites);
        Assert.Equal(0.9, fix.Hdop);
        Assert.Equal(fix.SpeedMetresPerSecond.Value, Assert.Single(heard.Told).Value);
    }

    [Theory]
    [InlineData("GNRMC,081530.00,A,3414.6400,N,11711.6400,E,3.00,90.0,231126,,,A")]
    [InlineData("GPGGA,081530.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,")]
    [InlineData("BDGNS,081530.00,3414.6400,N,11711.6400,E,NNA,09,0.9,41.5,7.0,,")]
    [InlineData("GLGLL,3414.6400,N,11711.6400,E,081530.00,A,A")]
    [InlineData("QZGLL,3414.6400,N,11711.6400,E,081530,A")]
    public void Epoch_OfOneSentenceOfAnyTalker_IsAFix(string body)
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of(body)).Fixes);
        Assert.Equal(34.244, fix.Latitude, 1e-9);
        Assert.Equal(117.194, fix.Longitude, 1e-9);
    }

    [Fact]
    public void Position_SouthAndWest_IsNegative()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of("GPGLL,3414.6400,S,11711.6400,W,081530,A,A")).Fixes);
        Assert.Equal(-34.244, fix.Latitude, 1e-9);
        Assert.Equal(-117.194, fix.Longitude, 1e-9);
    }

    [Theory]
    [InlineData("GNRMC,081530.00,V,3414.6400,N,11711.6400,E,,,231126,,,N")]
    [InlineData("GNRMC,081530.00,A,3414.6400,N,11711.6400,E,,,231126,,,N")]
    [InlineData("GNGGA,081530.00,3414.6400,N,11711.6400,E,0,00,99.9,,,,,,")]
    [InlineData("GNGNS,081530.00,,,,,NNN,00,99.9,,,,")]
    [InlineData("GPGGA,,,,,,0,00,99.99,,,,,,")]
    [InlineData("GPGGA,235946.005,8960.000000,N,00000.000000,E,0,0,,137.000,M,13.000,M,,")]
    [InlineData("GPRMC,235946.005,V,8960.0000,N,00000.0000,E,0.00,0.00,060180,,,N")]
    public void Epoch_WithoutAFix_IsToldAsNoFix(string body)
    {
        var heard = Listening.To(NmeaLines.Of(body));
        Assert.Equal(Measurement.Failed(Quantity.Position, DeviceFault.NoFix), Assert.Single(heard.Told));
    }

    [Fact]
    public void Epochs_WithoutATime_AreToldOnceEach()
    {
        string[] second = ["GPRMC,,V,,,,,,,,,,N", "GPGGA,,,,,,0,00,99.99,,,,,,", "GPGLL,,,,,,V,N"];
        Assert.Equal([DeviceFault.NoFix, DeviceFault.NoFix], Listening.To(NmeaLines.Of([.. second, .. second])).Faults);
    }

    [Fact]
    public void Epoch_OfZdaOnly_TellsNothing() => Assert.Empty(Listening.To(NmeaLines.Of("GNZDA,081530.00,23,11,2026,00,00")).Told);

    [Fact]
    public void Epoch_UntilTheNextBegins_IsNotTold()
    {
        var heard = new Listening();
        heard.Hear(NmeaLines.Of(Rmc, Gga));
        Assert.True(heard.Decoder.HasUntoldEpoch);
        Assert.Empty(heard.Told);
        heard.Hear(NmeaLines.Of(NextRmc));
        Assert.Single(heard.Told);
    }

    [Fact]
    public void Epoch_FlushedBeforeItsEnd_IsNotToldAgain()
    {
        var heard = new Listening();
        heard.Hear(NmeaLines.Of(Rmc));
        heard.Flush();
        heard.Hear(NmeaLines.Of(Gga, NextRmc));
        Assert.Single(heard.Fixes);
    }

    [Fact]
    public void Epoch_FlushedWithoutItsFix_IsToldWhenItComes()
    {
        var heard = new Listening();
        heard.Hear(NmeaLines.Of("GNGSA,A,1,,,,,,,,,,,,,,,", "GPRMC,081530.00,V,,,,,,,231126,,,N"));
        heard.Flush();
        heard.Flush();
        heard.Hear(NmeaLines.Of(Gga, NextRmc));
        Assert.Equal([DeviceFault.NoFix, DeviceFault.None], heard.Told.Select(m => m.Fault));
    }

    [Fact]
    public void Date_FromZda_IsTaken()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of("GNZDA,081530.00,29,02,2028,00,00", Gga)).Fixes);
        Assert.Equal(new DateTimeOffset(2028, 2, 29, 8, 15, 30, TimeSpan.Zero), fix.At);
    }

    [Fact]
    public void Date_NeverTold_IsUnknown() => Assert.Null(Assert.Single(Listening.To(NmeaLines.Of(Gga)).Fixes).At);

    [Fact]
    public void Date_OverMidnightWithoutRmc_GoesOn()
    {
        var fixes = Listening.To(NmeaLines.Of(
            "GNRMC,235959.00,A,3414.6400,N,11711.6400,E,,,311226,,,A",
            "GNGGA,000000.00,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,")).Fixes;
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), fixes[1].At);
    }

    [Fact]
    public void Date_OfAReceiverThatLost1024Weeks_IsPutRight()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of("GNRMC,081530.00,A,3414.6400,N,11711.6400,E,,,090407,,,A")).Fixes);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 15, 30, TimeSpan.Zero), fix.At);
    }

    [Theory]
    [InlineData("# Date: 2007-04-10\n", 2007)]
    [InlineData("# Name: some receiver\n# Date: 2007-04-10\n", 2007)]
    [InlineData("# Date = 2007-04-10\n", 2026)]
    [InlineData("#  Date: 2007-04-10\n", 2026)]
    public void Date_InARecordingThatSaysWhenItWasMade_IsAsTold(string notes, int year)
    {
        var recording = NmeaLines.Join(NmeaLines.Raw(notes), NmeaLines.Of("GNRMC,081530.00,A,3414.6400,N,11711.6400,E,,,090407,,,A"));
        Assert.Equal(year, Assert.Single(Listening.To(recording).Fixes).At!.Value.Year);
        Assert.Equal(year, Assert.Single(Listening.To([.. recording.Select(b => new[] { b })]).Fixes).At!.Value.Year);
    }

    [Fact]
    public void Date_OfAReceiverWithoutAFix_IsNotBelieved() => Assert.Null(
        Assert.Single(Listening.To(NmeaLines.Of("GNRMC,081530.00,V,,,,,,,060180,,,N", Gga)).Fixes).At);

    [Fact]
    public void Epoch_WhoseTimesAreRoundedDifferently_IsOneFix()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of(
            "GPGLL,3414.6400,N,11711.6400,E,081530.305,A", "GPRMC,081530.31,A,3414.6400,N,11711.6400,E,3.00,90.0,231126,,,A")).Fixes);
        Assert.Equal(310, fix.At!.Value.Millisecond);
    }

    [Fact]
    public void Epochs_ATwentiethOfASecondApart_AreTwoFixes() => Assert.Equal(2, Listening.To(NmeaLines.Of(
        "GPGLL,3414.6400,N,11711.6400,E,081530.30,A", "GPGLL,3414.6400,N,11711.6400,E,081530.35,A")).Fixes.Count);

    [Fact]
    public void Position_ToldTwiceInAnEpoch_IsTheLast()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of(Gga, "GPGLL,3414.6500,N,11711.6400,E,081530.00,A,A")).Fixes);
        Assert.Equal(34.24416667, fix.Latitude, 1e-8);
    }

    [Theory]
    [InlineData("GNGGA,081530.00,3414.6400,N,11711.6400,E,1,02,0.9,41.5,M,7.0,M,,", 0)]
    [InlineData("GPGGA,081530.00,3414.6400,N,11711.6400,E,2,,0.9,41.5,M,7.0,M,,", 0)]
    [InlineData("GAGGA,081530.00,3414.6400,N,11711.6400,E,1,01,0.9,41.5,M,7.0,M,,", 1)]
    [InlineData("GPGGA,081530.00,3414.6400,N,11711.6400,E,4,03,0.9,41.5,M,7.0,M,,", 1)]
    [InlineData("GPGGA,081530.00,3414.6400,N,11711.6400,E,6,00,50.0,41.5,M,7.0,M,,", 1)]
    public void Gga_OfFewSatellites_IsAFixOnlyWhenItNeedsNoMore(string body, int fixes) => Assert.Equal(fixes, Listening.To(NmeaLines.Of(body)).Fixes.Count);

    [Fact]
    public void Speed_OnlyInVtg_IsTaken()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of(Gga, "GPVTG,45.0,T,,M,,N,36.0,K,A")).Fixes);
        Assert.Equal(10, fix.SpeedMetresPerSecond!.Value, 1e-9);
        Assert.Equal(45, fix.HeadingDegrees);
    }

    [Fact]
    public void Speed_OfAVtgThatBeginsTheNextEpoch_IsNotThatOfRmc()
    {
        var fixes = Listening.To(NmeaLines.Of(
            "GPVTG,90.0,T,,M,3.00,N,,K,A", Rmc, Gga, "GPVTG,45.0,T,,M,9.00,N,,K,A", NextRmc.Replace(",3.00,90.0,", ",9.00,45.0,", StringComparison.Ordinal))).Fixes;
        Assert.Equal([1.5433, 4.63], fixes.Select(fix => Math.Round(fix.SpeedMetresPerSecond!.Value, 4)));
        Assert.Equal([90d, 45d], fixes.Select(fix => fix.HeadingDegrees));
    }

    [Theory]
    [InlineData("-5.0", "90.0", null, 90d)]
    [InlineData("99999", "90.0", null, 90d)]
    [InlineData("3.00", "400", 1.5433, null)]
    [InlineData("3.00", "-1", 1.5433, null)]
    [InlineData("1000", "360", 514.4444, 360d)]
    public void Motion_ThatCannotBe_IsNotToldAndTheFixIs(string knots, string degrees, double? speed, double? heading)
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of($"GNRMC,081530.00,A,3414.6400,N,11711.6400,E,{knots},{degrees},231126,,,A")).Fixes);
        Assert.Equal(speed, fix.SpeedMetresPerSecond is { } told ? Math.Round(told, 4) : null);
        Assert.Equal(heading, fix.HeadingDegrees);
    }

    [Theory]
    [InlineData("GNRMC,081530.00,A,0000.0000,N,00000.0000,E,3.00,90.0,231126,,,A")]
    [InlineData("GNGGA,081530.00,0000.0000,N,00000.0000,E,1,09,0.9,41.5,M,7.0,M,,")]
    public void Position_WhereNoCityIs_IsNoFix(string body) => Assert.Equal([DeviceFault.NoFix], Listening.To(NmeaLines.Of(body)).Faults);

    [Fact]
    public void Epoch_WhoseZdaTellsWhenItWasWritten_IsOneFix()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of(Gga, "GPZDA,081530.04,23,11,2026,00,00", Rmc)).Fixes);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 15, 30, TimeSpan.Zero), fix.At);
        Assert.Equal(1.5433, fix.SpeedMetresPerSecond!.Value, 1e-3);
    }

    [Fact]
    public void Heading_OfSomeoneStanding_IsUnknown() => Assert.Null(Assert.Single(
        Listening.To(NmeaLines.Of("GNRMC,081530.00,A,3414.6400,N,11711.6400,E,0.02,181.3,231126,,,A")).Fixes).HeadingDegrees);

    [Fact]
    public void Altitude_InTwoDimensions_IsUnknown() => Assert.Null(Assert.Single(
        Listening.To(NmeaLines.Of(Gga.Replace(",09,", ",03,", StringComparison.Ordinal), "GPGSA,A,2,01,02,03,,,,,,,,,,1.5,0.9,1.2")).Fixes).AltitudeMetres);

    [Fact]
    public void Altitude_OfMoreSatellitesThanTwoDimensionsNeed_IsKnown() => Assert.Equal(41.5, Assert.Single(
        Listening.To(NmeaLines.Of(Gga, "GPGSA,A,2,01,02,03,04,05,06,07,,,,,,1.5,0.9,1.2")).Fixes).AltitudeMetres);

    [Fact]
    public void Satellites_OfSeveralConstellations_AreThoseOfTheCombinedSolution()
    {
        var fix = Assert.Single(Listening.To(NmeaLines.Of(
            "GPGGA,043539.00,4333.1902,N,00127.6184,E,1,05,1.3,250.8,M,50.0,M,,",
            "GNGNS,043539.00,4333.1902,N,00127.6184,E,AAAAN,14,1.3,250.8,50.0,,,V",
            "GAGGA,043539.00,4333.1902,N,00127.6184,E,1,01,1.3,250.8,M,50.0,M,,")).Fixes);
        Assert.Equal(14, fix.Satellites);
    }

    [Fact]
    public void SatellitesInView_OfTwoConstellations_AreAdded() => Assert.Equal(21, Listening.To(NmeaLines.Of(
        "GPGSV,3,1,12,01,40,083,46", "GPGSV,3,2,12,02,17,308,41", "BDGSV,1,1,09,03,07,344,39")).Decoder.SatellitesInView);

    [Fact]
    public void Sos_Pressed_IsToldAtOnceWithTheLastFix()
    {
        var heard = new Listening();
        heard.Hear(NmeaLines.Of(Rmc, NextRmc, "PEGD,SOS,1"));
        var sos = heard.Told[^1];
        Assert.Equal((Quantity.Sos, 1.0), (sos.Quantity, sos.Value));
        Assert.Equal(34.244, Assert.IsType<GnssFix>(sos.Detail).Latitude, 1e-9);
    }

    [Fact]
    public void Sos_ReleasedBeforeAnyFix_IsTold() =>
        Assert.Equal(new Measurement(Quantity.Sos, 0), Assert.Single(Listening.To(NmeaLines.Of("PEGD,SOS,0")).Told));

    [Fact]
    public void Sentence_AtItsLastDigit_NeedsNoEndOfLine()
    {
        var heard = new Listening();
        heard.Hear(NmeaLines.Of("PEGD,SOS,1").AsSpan()[..^2]);
        Assert.Single(heard.Told);
    }
}
