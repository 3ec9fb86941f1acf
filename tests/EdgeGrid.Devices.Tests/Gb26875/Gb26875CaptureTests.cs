using EdgeGrid.Devices.Captures;
using EdgeGrid.Devices.Gb26875;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Gb26875;

public sealed class Gb26875CaptureTests
{
    [Fact]
    public void Decode_ThePublishedFire_TellsWhatItSays()
    {
        var frame = Assert.Single(Decoded.Of(Gb26875Capture.Kind, Gb26875Frames.Published));
        Assert.Equal(("send", 1, "379", "15b38"), (frame.GetProperty("command").GetString(), frame.GetProperty("serial").GetInt32(), frame.GetProperty("source").GetString(), frame.GetProperty("destination").GetString()));
        Assert.Equal(new DateTimeOffset(2012, 9, 26, 1, 58, 32, TimeSpan.Zero), frame.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("component-state", frame.GetProperty("type").GetString());
        var item = Assert.Single(frame.GetProperty("objects").EnumerateArray());
        Assert.Equal((10, 2, 40, "smoke detector"), (item.GetProperty("zone").GetInt32(), item.GetProperty("point").GetInt32(), item.GetProperty("componentType").GetInt32(), item.GetProperty("component").GetString()));
        Assert.Equal(["fire", "test"], item.GetProperty("states").EnumerateArray().Select(state => state.GetString()));
    }

    [Fact]
    public void Decode_ThePublishedConfirmation_TellsWhatItSays()
    {
        var frame = Assert.Single(Decoded.Of(Gb26875Capture.Kind, Gb26875Frames.PublishedConfirmation));
        Assert.Equal(("confirm", "15b38", "379"), (frame.GetProperty("command").GetString(), frame.GetProperty("source").GetString(), frame.GetProperty("destination").GetString()));
        Assert.False(frame.TryGetProperty("objects", out _));
    }

    [Fact]
    public void Header_OfTheConfirmation_IsWrittenByteForByte()
    {
        var header = Gb26875Header.Read(Gb26875Frames.Published);
        var confirmation = header with { At = header.At!.Value.AddSeconds(3), Source = header.Destination, Destination = header.Source, Command = Gb26875Command.Confirm };
        Assert.Equal(Gb26875Frames.PublishedConfirmation, confirmation.Frame([]));
    }

    [Fact]
    public void Decode_EveryTypeOfTheSimulator_IsRead()
    {
        var frames = Decoded.Of(Gb26875Capture.Kind, [.. Gb26875Frames.Corpus]);
        Assert.Equal(
            ["component-state", null, "component-state", "analogue", "system-state", "system-operation", "device-state", "device-operation", "system-version",
                "system-configuration", "component-configuration", "device-configuration", "device-time", "other", null],
            frames.Select(frame => frame.TryGetProperty("type", out var type) ? type.GetString() : null));
        Assert.All(frames, frame => Assert.False(frame.TryGetProperty("error", out _)));
        Assert.Equal("三层走廊", frames[2].GetProperty("objects")[0].GetProperty("text").GetString());
        Assert.Equal(("combustible-gas", 25), (frames[3].GetProperty("objects")[0].GetProperty("quantity").GetString(), frames[3].GetProperty("objects")[0].GetProperty("value").GetDouble()));
    }

    [Fact]
    public void Decode_ATextThatIsNoGb18030_ShowsWhere()
    {
        var frame = Assert.Single(Decoded.Of(Gb26875Capture.Kind, Gb26875Frames.Of(Gb26875Frame.ComponentState(Gb26875Frames.At, 1, 1, 1, [0xFF, .. "A"u8]))));
        Assert.Equal("\uFFFDA", frame.GetProperty("objects")[0].GetProperty("text").GetString());
    }

    [Fact]
    public void Decode_ATimeThatNoClockShows_IsNull()
    {
        var bytes = Gb26875Frames.Of([28, 1, 60, 60, 24, 32, 13, 26]);
        var frame = Assert.Single(Decoded.Of(Gb26875Capture.Kind, bytes));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, frame.GetProperty("objects")[0].GetProperty("time").ValueKind);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Decode_MoreOrFewerObjectsThanTold_IsMalformed(byte count)
    {
        var data = Gb26875Frame.ComponentState(Gb26875Frames.At, 1, 1, 1);
        data[1] = count;
        var frame = Assert.Single(Decoded.Of(Gb26875Capture.Kind, Gb26875Frames.Of(data)));
        Assert.Equal("malformed", frame.GetProperty("error").GetString());
    }

    [Fact]
    public void Decode_DamagedFrames_AreErrorsAndHideNothing()
    {
        var sound = Gb26875Frames.Of(Gb26875Frame.SystemState(Gb26875Frames.At, 1));
        var damaged = sound.ToArray();
        damaged[30] ^= 1;
        var tooLong = sound.ToArray();
        tooLong[25] = 0xFF;
        var noEnd = sound.ToArray();
        noEnd[^1] = 0;
        byte[][] stream = ["hello"u8.ToArray(), sound, damaged, tooLong, noEnd, sound[..20], sound, sound[..9]];
        var objects = Decoded.Of(Gb26875Capture.Kind, stream);
        Assert.Equal(
            ["noise", "system-state", "bad-checksum", "too-long", "bad-length", "bad-length", "system-state", "half-frame"],
            objects.Select(o => o.TryGetProperty("error", out var error) ? error.GetString() : o.GetProperty("type").GetString()));
        var starts = stream.Select((_, i) => stream.Take(i).Sum(piece => (long)piece.Length)).ToArray();
        Assert.Equal(
            [starts[0], starts[2], starts[3], starts[4], starts[5], starts[7]],
            objects.Where(o => o.TryGetProperty("error", out _)).Select(o => o.GetProperty("offset").GetInt64()));
    }

    [Fact]
    public void Decode_AFireAfterAFrameWhoseLengthWasDamaged_IsNotKeptWaiting()
    {
        var damaged = Gb26875Frames.Of(Gb26875Frame.SystemState(Gb26875Frames.At, 1));
        damaged[25] = 3;
        var framer = new Gb26875Framer();
        ReadOnlySpan<byte> bytes = [.. damaged, .. Gb26875Frames.Published];
        Assert.True(framer.Read(ref bytes, out var first));
        Assert.True(framer.Read(ref bytes, out var second));
        Assert.Equal((Gb26875Skip.BadLength, Gb26875Skip.None), (first, second));
    }

    [Fact]
    public void Decode_AFrameAtTheEndOfRemainsWhoseChecksumHappensToBeRight_IsTheOneThatCounts()
    {
        var sound = Gb26875Frames.Of([], serial: 0x1234);
        var remains = Gb26875Frames.Of(new byte[sound.Length - 3])[..27];
        for (var value = 0; value < 256; value++)
        {
            // One of these values makes a frame of the remains and what comes after them.
            remains[2] = (byte)value;
            var heard = Decoded.Of(Gb26875Capture.Kind, [.. remains, .. sound]);
            Assert.Equal(0x1234, heard[^1].GetProperty("serial").GetInt32());
        }
    }

    [Fact]
    public void Decode_MutatedFrames_NeverThrowsAndTellsNothingThatIsNotThere()
    {
        var mutations = new Mutations(Gb26875Frames.Corpus, [0x40, 0x23, 0x00, 0xFF, 0x01, 0x04]);
        var decoder = Gb26875Capture.Kind.Create();
        using var lines = new JsonLines(Stream.Null);
        for (var i = 0; i < Mutations.Count; i++)
        {
            var bytes = mutations.Next();
            decoder.Decode(bytes, lines);
            if (i % 100 == 0)
            {
                lines.Flush();

                // What is waited for may come in other pieces; the frames are the same.
                Assert.Equal(Frames(Decoded.Text(Gb26875Capture.Kind, bytes)), Frames(Decoded.Text(Gb26875Capture.Kind, [.. mutations.Cut(bytes)])));
            }
        }
    }

    [Fact]
    public void Frame_AfterAnything_IsUnderstood()
    {
        var mutations = new Mutations(Gb26875Frames.Corpus, [0x40, 0x23, 0x00, 0xFF, 0x01, 0x04], seed: 2);
        var framer = new Gb26875Framer();
        var sound = Gb26875Frames.Of([], serial: 0x1234);
        for (var i = 0; i < Mutations.Count; i++)
        {
            ReadOnlySpan<byte> bytes = [.. mutations.Next(), .. sound];
            var isHeard = false;
            while (framer.Read(ref bytes, out var skip))
            {
                isHeard |= skip == Gb26875Skip.None && framer.Header.Serial == 0x1234;
            }

            Assert.True(isHeard);
        }
    }

    private static string[] Frames(string text) => [.. text.Split('\n').Where(line => !line.StartsWith("{\"error\"", StringComparison.Ordinal))];
}
