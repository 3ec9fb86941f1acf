using CsCheck;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Tests.Publishing;

namespace EdgeGrid.Agent.Tests.Outbox;

public sealed class RecordCodecTests
{
    [Fact]
    public void Record_OfEachKind_ComesBackAsItWas()
    {
        foreach (var record in new[] { SampleInputs.Raised, SampleInputs.Evidence, SampleInputs.Readings })
        {
            var problem = RecordCodec.TryDecode(RecordCodec.Encode(record), record.Identity.Gateway, record.Identity.Epoch, out var decoded);

            Assert.Null(problem);
            Assert.Equal(record with { Payload = default, Age = decoded!.Age, Crc = decoded.Crc }, decoded with { Payload = default });
            Assert.Equal(record.Payload.ToArray(), decoded.Payload.ToArray());
        }
    }

    [Fact]
    public void Record_WithAnyByteChanged_IsRefused() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((position, difference) =>
        {
            var bytes = RecordCodec.Encode(SampleInputs.Raised);
            bytes[position % bytes.Length] ^= difference;

            Assert.NotNull(RecordCodec.TryDecode(bytes, SampleInputs.Gateway, SampleInputs.AlertsEpoch, out _));
        });

    [Fact]
    public void Record_OfAnotherEpoch_IsRefused() => Assert.NotNull(
        RecordCodec.TryDecode(RecordCodec.Encode(SampleInputs.Raised), SampleInputs.Gateway, SampleInputs.Readings.Identity.Epoch, out _));

    [Fact]
    public void Record_CutOff_IsRefused()
    {
        var bytes = RecordCodec.Encode(SampleInputs.Raised);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotNull(RecordCodec.TryDecode(bytes[..length], SampleInputs.Gateway, SampleInputs.AlertsEpoch, out _));
        }
    }

    [Fact]
    public void Head_ComesBackAsItWas_AndWithAByteChangedIsRefused()
    {
        var head = new LaneHead(SampleInputs.AlertsEpoch, 44, 12);
        var bytes = RecordCodec.EncodeHead(head);

        Assert.Null(RecordCodec.TryDecodeHead(bytes, out var decoded));
        Assert.Equal(head, decoded);
        bytes[20] ^= 1;
        Assert.NotNull(RecordCodec.TryDecodeHead(bytes, out _));
    }
}
