using System.Text.Json;
using EdgeGrid.Devices.Captures;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Modbus;

namespace EdgeGrid.Devices.Tests.Modbus;

public sealed class ModbusCaptureTests
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x03, 0x04, 0x10, 0x11, 0x81, 0xFF];

    [Fact]
    public void Decode_ThePublishedFrames_TellsWhatTheySay() => Assert.Equal(
        [
            "question read-holding-registers 107 3 -",
            "answer read-holding-registers 107 - 44609,22098,17216",
            "question read-coils 19 37 -",
            "answer read-coils 19 - 1,0,1,1,0,0,1,1,1,1,0,1,0,1,1,0,0,1,0,0,1,1,0,1,0,1,1,1,0,0,0,0,1,1,0,1,1",
            "question read-input-registers 8 1 -",
            "answer read-input-registers 8 - 10",
            "question write-coil 172 - 1",
            "answer write-coil 172 - 1",
            "question write-registers 1 2 10,258",
            "answer write-registers 1 2 -",
            "question read-coils 1185 1 -",
            "exception read-coils 1185 - illegal-address",
        ],
        Decoded.Of(ModbusCapture.Kind, [.. ModbusSamples.Published]).Select(Line));

    [Fact]
    public void Decode_EveryFunction_IsReadAlikeOverBothWires()
    {
        var rtu = Decoded.Of(ModbusCapture.Kind, [.. ModbusSamples.Rtu]);
        var tcp = Decoded.Of(ModbusCapture.Kind, [.. ModbusSamples.Tcp]);
        Assert.Equal(rtu.Select(Line), tcp.Select(Line));
        Assert.Equal(ModbusSamples.Rtu.Count, rtu.Count);
        Assert.All(tcp, frame => Assert.Equal(("tcp", 255), (frame.GetProperty("wire").GetString(), frame.GetProperty("unit").GetInt32())));
        Assert.Equal(0x1501, tcp[0].GetProperty("transaction").GetInt32());
        Assert.Equal(
            [.. Enumerable.Repeat(new[] { "question", "answer" }, 11).SelectMany(pair => pair), "exception"],
            rtu.Select(frame => frame.GetProperty("kind").GetString()));
    }

    [Fact]
    public void Decode_DamagedAndForeignBytes_AreErrorsAndHideNothing()
    {
        var sound = ModbusSamples.Published[0];
        var damaged = sound.ToArray();
        damaged[3] ^= 1;
        byte[][] stream = [[0xFF, 0xFE], sound, damaged, sound, [0xF0], ModbusSamples.Published[1], sound[..6]];
        var objects = Decoded.Of(ModbusCapture.Kind, stream);
        Assert.Equal(
            ["noise", "question", "bad-checksum", "question", "noise", "answer", "half-frame"],
            objects.Select(o => o.TryGetProperty("error", out var error) ? error.GetString() : o.GetProperty("kind").GetString()));
        var starts = stream.Select((_, i) => stream.Take(i).Sum(piece => (long)piece.Length)).ToArray();
        Assert.Equal([starts[0], starts[2], starts[4], starts[6]], objects.Where(o => o.TryGetProperty("error", out _)).Select(o => o.GetProperty("offset").GetInt64()));
    }

    [Fact]
    public void Decode_AMakersFunctionOverTcp_IsToldAsOther()
    {
        var frames = Decoded.Of(ModbusCapture.Kind, ModbusSamples.Tcp[4], ModbusFrames.Tcp(7, 1, [0x41, 1, 2]), ModbusSamples.Tcp[5]);
        Assert.Equal(["read-holding-registers", "other", "read-holding-registers"], frames.Select(frame => frame.GetProperty("function").GetString()));
        Assert.Equal("0102", frames[1].GetProperty("data").GetString());
    }

    [Fact]
    public void Decode_ACaptureInHexadecimal_IsReadLineByLine()
    {
        using var output = new MemoryStream();
        using var lines = new JsonLines(output);
        using var text = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', ModbusSamples.Published.Select(frame => BitConverter.ToString(frame).Replace('-', ' ')))));
        new CaptureReader(ModbusCapture.Kind).ReadAll(text, lines);
        Assert.Equal(Decoded.Text(ModbusCapture.Kind, [.. ModbusSamples.Published]), System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Crc_OfBoth_IsThePublished()
    {
        Assert.All(ModbusSamples.Published, frame => Assert.True(ModbusCrc.IsRight(frame)));
        Assert.All(ModbusSamples.Published, frame => Assert.Equal(frame, ModbusFrames.Rtu(frame[0], frame.AsSpan(1, frame.Length - 3))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_MutatedFrames_NeverThrowsAndDoesNotDependOnTheCuts(bool tcp)
    {
        var mutations = new Mutations(tcp ? ModbusSamples.Tcp : ModbusSamples.Rtu, Telling);
        var decoder = ModbusCapture.Kind.Create();
        using var lines = new JsonLines(Stream.Null);
        for (var i = 0; i < Mutations.Count; i++)
        {
            var bytes = mutations.Next();
            decoder.Decode(bytes, lines);
            if (i % 100 == 0)
            {
                lines.Flush();
                Assert.Equal(Decoded.Text(ModbusCapture.Kind, bytes), Decoded.Text(ModbusCapture.Kind, [.. mutations.Cut(bytes)]));
            }
        }
    }

    /// <summary>However a capture begins: after as many sound frames as one broken one can swallow, they are read again.</summary>
    [Fact]
    public void Frame_AfterAnything_IsUnderstood()
    {
        var mutations = new Mutations(ModbusSamples.Rtu, Telling, seed: 2);
        var sound = ModbusFrames.Rtu(99, [3, 0x12, 0x34, 0, 2]);
        byte[] after = [.. Enumerable.Repeat(sound, 64).SelectMany(frame => frame)];
        for (var i = 0; i < Mutations.Count / 10; i++)
        {
            var framer = new ModbusFramer();
            ReadOnlySpan<byte> bytes = [.. mutations.Next(), .. after];
            var heard = 0;
            while (framer.Read(ref bytes, out var found))
            {
                heard += found == ModbusFound.Rtu && framer.Unit == 99 ? 1 : 0;
            }

            Assert.True(heard >= 1, $"input {i}");
        }
    }

    private static string Line(JsonElement frame)
    {
        return $"{frame.GetProperty("kind").GetString()} {frame.GetProperty("function").GetString()} {Of("address")} {Of("count")} "
            + (frame.TryGetProperty("exception", out var exception) ? exception.GetString()
                : List("registers") ?? List("coils") ?? (frame.TryGetProperty("data", out var data) ? data.GetString() : "-"));

        string Of(string name) => frame.TryGetProperty(name, out var number) ? number.GetRawText() : "-";

        string? List(string name) => frame.TryGetProperty(name, out var list) ? string.Join(',', list.EnumerateArray().Select(item => item.GetRawText())) : null;
    }
}
