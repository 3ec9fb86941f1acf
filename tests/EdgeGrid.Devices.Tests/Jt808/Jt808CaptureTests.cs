using EdgeGrid.Devices.Captures;
using EdgeGrid.Devices.Jt808;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Jt808;

public sealed class Jt808CaptureTests
{
    [Fact]
    public void Decode_ThePublishedFrame_TellsWhatItSays()
    {
        var message = Assert.Single(Decoded.Of(Jt808Capture.Kind, Jt808Frames.Published));
        Assert.Equal("location", message.GetProperty("message").GetString());
        Assert.Equal("123456789012", message.GetProperty("phone").GetString());
        Assert.Equal(0x7E, message.GetProperty("serial").GetInt32());
        Assert.True(message.GetProperty("sos").GetBoolean());
        Assert.Equal(12.222222, message.GetProperty("lat").GetDouble());
        Assert.Equal(132.444444, message.GetProperty("lon").GetDouble());
        Assert.Equal(40, message.GetProperty("alt").GetDouble());
        Assert.Equal(1.667, message.GetProperty("speed_mps").GetDouble());
        Assert.Equal(10, message.GetProperty("mileage_km").GetDouble());
        Assert.Equal(new DateTimeOffset(2018, 10, 15, 2, 10, 10, TimeSpan.Zero), message.GetProperty("time").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(2013, "013800138000")]
    [InlineData(2019, "00000000013800138000")]
    public void Decode_ARegistrationOfEitherEdition_TellsItsTextsFromGbk(int edition, string phone)
    {
        var message = Assert.Single(Decoded.Of(
            Jt808Capture.Kind, Jt808Frame.Of(0x0100, Jt808Frames.Phone, 1, Jt808Frame.Registration([0xCB, 0xD5, .. "C12345"u8], edition), edition)));
        Assert.Equal(edition, message.GetProperty("edition").GetInt32());
        Assert.Equal(phone, message.GetProperty("phone").GetString());
        Assert.Equal("苏C12345", message.GetProperty("plate").GetString());
        Assert.Equal("SIM-1", message.GetProperty("model").GetString());
    }

    [Fact]
    public void Decode_BrokenGbk_ShowsWhereAndGoesOn()
    {
        var message = Assert.Single(Decoded.Of(Jt808Capture.Kind, Jt808Frame.Of(0x0100, Jt808Frames.Phone, 1, Jt808Frame.Registration([0xFF, .. "C1"u8, 0xCB]))));
        Assert.Equal("\uFFFDC1\uFFFD", message.GetProperty("plate").GetString());
    }

    [Theory]
    [InlineData(-33.9, -70.6)]
    [InlineData(89.999999, 179.999999)]
    public void Decode_WhatTheSimulatorWrites_IsTheSame(double latitude, double longitude)
    {
        var message = Assert.Single(Decoded.Of(
            Jt808Capture.Kind, Jt808Frame.Of(0x0200, "1", 0x7D7E, Jt808Frame.Location(Jt808Frames.At, new GeoPosition(latitude, longitude), 12.5, 359), 2019)));
        Assert.Equal(latitude, message.GetProperty("lat").GetDouble());
        Assert.Equal(longitude, message.GetProperty("lon").GetDouble());
        Assert.Equal(12.5, message.GetProperty("speed_mps").GetDouble());
        Assert.Equal(359, message.GetProperty("heading_deg").GetDouble());
        Assert.Equal(9, message.GetProperty("satellites").GetDouble());
        Assert.Equal(Jt808Frames.At, message.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(0x7D7E, message.GetProperty("serial").GetInt32());
    }

    [Fact]
    public void Decode_ALatitudeOf91_IsOutOfRange() => AssertFault("out-of-range", Jt808Frames.Location(at: new GeoPosition(91, 117)));

    [Fact]
    public void Decode_CoordinatesOfZero_AreNoFix() => AssertFault("no-fix", Jt808Frames.Location(at: new GeoPosition(0, 0)), latitude: 0);

    [Fact]
    public void Decode_WithoutAFix_IsNoFixAndTellsWhatIsToldThere() => AssertFault("no-fix", Jt808Frames.Location(hasFix: false), latitude: 34.244);

    [Theory]
    [InlineData("260231040506")]
    [InlineData("261326040506")]
    [InlineData("261126240506")]
    [InlineData("2611260405AA")]
    public void Decode_ADateThatNoCalendarHas_IsOutOfRange(string bcd)
    {
        var body = Jt808Frames.Location();
        Convert.FromHexString(bcd).CopyTo(body, 22);
        AssertFault("out-of-range", body);
    }

    [Fact]
    public void Decode_NoTimeYet_IsAFixWithoutTime()
    {
        var body = Jt808Frames.Location();
        body.AsSpan(22, 6).Clear();
        var message = Assert.Single(Decoded.Of(Jt808Capture.Kind, Jt808Frame.Of(0x0200, Jt808Frames.Phone, 1, body)));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, message.GetProperty("time").ValueKind);
        Assert.Equal(34.244, message.GetProperty("lat").GetDouble());
    }

    [Theory]
    [InlineData("01C800", 3)]
    [InlineData("00", 1)]
    [InlineData("E1", 1)]
    public void Decode_BytesAfterTheLastItem_AreLeftOverAndTheLocationIsRead(string tail, int leftover)
    {
        byte[] body = [.. Jt808Frames.Location(alarms: 1), .. Convert.FromHexString(tail)];
        var message = Assert.Single(Decoded.Of(Jt808Capture.Kind, Jt808Frame.Of(0x0200, Jt808Frames.Phone, 1, body)));
        Assert.Equal((34.244, true), (message.GetProperty("lat").GetDouble(), message.GetProperty("sos").GetBoolean()));
        Assert.Equal((9, leftover), (message.GetProperty("satellites").GetInt32(), message.GetProperty("leftover_bytes").GetInt32()));
    }

    [Fact]
    public void Decode_ALocationThatIsTooShort_IsMalformed()
    {
        var message = Assert.Single(Decoded.Of(Jt808Capture.Kind, Jt808Frame.Of(0x0200, Jt808Frames.Phone, 1, Jt808Frames.Location().AsSpan(0, 27))));
        Assert.Equal("malformed", message.GetProperty("error").GetString());
    }

    [Fact]
    public void Decode_ASplitBatch_TellsItWithItsLastPart()
    {
        var batch = Jt808Frame.Batch(resent: true, Jt808Frames.Location(), Jt808Frames.Location());
        var messages = Decoded.Of(
            Jt808Capture.Kind,
            Jt808Frame.Of(0x0704, Jt808Frames.Phone, 8, batch.AsSpan(40), part: (2, 2)),
            Jt808Frame.Of(0x0704, Jt808Frames.Phone, 7, batch.AsSpan(0, 40), part: (2, 1)));
        Assert.False(messages[0].TryGetProperty("locations", out _));
        Assert.Equal(2, messages[1].GetProperty("locations").GetArrayLength());
        Assert.True(messages[1].GetProperty("resent").GetBoolean());
    }

    [Fact]
    public void Decode_DamagedFrames_AreErrorsWithOffsetAndReasonAndHideNothing()
    {
        var sound = Jt808Frame.Of(0x0002, Jt808Frames.Phone, 1, []);
        var damaged = sound.ToArray();
        damaged[3] ^= 0x40;
        byte[] longer = [.. sound[..^2], 0, 0, sound[^2], 0x7E];
        byte[][] stream =
        [
            "hello"u8.ToArray(), sound, damaged, longer, [0x7E, 0x02, 0x00, 0x7E], [.. sound[..^1], 0x7D, 0x7E], [.. sound[..4], 0x7D, 0x05, .. sound[4..]],
            [0x7E, .. new byte[3000], 0x7E], sound, sound[..6],
        ];
        var objects = Decoded.Of(Jt808Capture.Kind, stream);
        Assert.Equal(
            ["noise", "heartbeat", "bad-checksum", "bad-length", "too-short", "bad-escape", "bad-escape", "too-long", "heartbeat", "half-frame"],
            objects.Select(o => o.TryGetProperty("error", out var error) ? error.GetString() : o.GetProperty("message").GetString()));
        var starts = stream.Select((_, i) => stream.Take(i).Sum(piece => (long)piece.Length)).ToArray();
        Assert.Equal(
            [starts[0], starts[2], starts[3], starts[4], starts[5], starts[6], starts[7], starts[9]],
            objects.Where(o => o.TryGetProperty("error", out _)).Select(o => o.GetProperty("offset").GetInt64()));
    }

    [Fact]
    public void Decode_FramesThatShareTheirFlag_AreBothUnderstood()
    {
        var sound = Jt808Frame.Of(0x0002, Jt808Frames.Phone, 1, []);
        Assert.Equal(2, Decoded.Of(Jt808Capture.Kind, [.. sound, .. sound[1..]]).Count);
    }

    [Fact]
    public void Decode_MutatedFrames_NeverThrowsAndTellsTheSameHoweverTheyAreCut()
    {
        var mutations = new Mutations(Jt808Frames.Corpus, [0x7E, 0x7D, 0x01, 0x02, 0x00, 0xFF]);
        var decoder = Jt808Capture.Kind.Create();
        using var lines = new JsonLines(Stream.Null);
        for (var i = 0; i < Mutations.Count; i++)
        {
            var bytes = mutations.Next();
            decoder.Decode(bytes, lines);
            if (i % 100 == 0)
            {
                lines.Flush();
                Assert.Equal(Decoded.Text(Jt808Capture.Kind, bytes), Decoded.Text(Jt808Capture.Kind, [.. mutations.Cut(bytes)]));
            }
        }
    }

    [Fact]
    public void Frame_AfterAnything_IsUnderstood()
    {
        var mutations = new Mutations(Jt808Frames.Corpus, [0x7E, 0x7D, 0x01, 0x02, 0x00, 0xFF], seed: 2);
        var framer = new Jt808Framer();
        var sound = Jt808Frame.Of(0x0002, Jt808Frames.Phone, 0x1234, []);
        for (var i = 0; i < Mutations.Count; i++)
        {
            ReadOnlySpan<byte> bytes = [.. mutations.Next(), .. sound];
            var last = 0;
            while (framer.Read(ref bytes, out var skip))
            {
                last = skip == Jt808Skip.None ? framer.Header.Serial : 0;
            }

            Assert.Equal(0x1234, last);
        }
    }

    private static void AssertFault(string fault, byte[] body, double? latitude = null)
    {
        var message = Assert.Single(Decoded.Of(Jt808Capture.Kind, Jt808Frame.Of(0x0200, Jt808Frames.Phone, 1, body)));
        Assert.Equal(fault, message.GetProperty("fault").GetString());
        Assert.Equal(latitude, message.TryGetProperty("lat", out var told) ? told.GetDouble() : null);
    }
}
