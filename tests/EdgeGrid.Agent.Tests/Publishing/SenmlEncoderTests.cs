using System.Formats.Cbor;
using System.Text.Json;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Publishing;

public sealed class SenmlEncoderTests
{
    [Fact]
    public void Cbor_OfReadings_SaysTheSameAsTheJson()
    {
        Assert.Null(ReadingBlockReader.TryRead(SampleInputs.Readings.Payload.Span, out var readings));
        var json = JsonSerializer.Deserialize(SenmlEncoder.ToJson(SampleInputs.Gateway, readings), WireJson.Default.SenmlRecordArray)!;

        Assert.Equal(json, ReadCbor(SenmlEncoder.ToCbor(SampleInputs.Gateway, readings)));
    }

    [Fact]
    public void Cbor_OfReadings_IsDeterministic()
    {
        Assert.Null(ReadingBlockReader.TryRead(SampleInputs.Readings.Payload.Span, out var readings));
        var cbor = SenmlEncoder.ToCbor(SampleInputs.Gateway, readings);

        // The canonical reader refuses keys out of order, indefinite lengths and integers that are longer than needed.
        var reader = new CborReader(cbor, CborConformanceMode.Canonical);
        reader.SkipValue();

        Assert.Equal(0, reader.BytesRemaining);
    }

    [Theory]
    [InlineData(Quantity.CarbonMonoxide, false)]
    [InlineData(Quantity.Position, false)]
    [InlineData(Quantity.Position, true)]
    public void Batch_AtItsLargest_IsBelowTheLimitOfTheWire(Quantity quantity, bool wholeFix)
    {
        var point = OutboxInputs.PointOf(0, new string('n', 64), quantity);
        var noise = new Random(3);
        var block = new ReadingBlockBuilder();
        for (var i = 0; !block.IsFull; i++)
        {
            var fix = quantity != Quantity.Position ? null
                : wholeFix ? new GnssFix(SampleInputs.At, noise.NextDouble(), noise.NextDouble(), noise.NextDouble(), 1, noise.NextDouble(), 9, noise.NextDouble())
                : new GnssFix(null, noise.NextDouble(), noise.NextDouble(), null, null, null, null, null);
            block.Add(new Reading(point, new Instant(SampleInputs.At.AddMicroseconds(i * 101), i / 10), noise.NextDouble(), DeviceFault.None, fix));
        }

        Assert.Null(ReadingBlockReader.TryRead(block.Seal(), out var readings));

        Assert.InRange(SenmlEncoder.ToCbor(SampleInputs.Gateway, readings).Length, 100_000, 1024 * 1024);
    }

    private static List<SenmlRecord> ReadCbor(byte[] cbor)
    {
        var reader = new CborReader(cbor);
        var records = new List<SenmlRecord>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            var record = new SenmlRecord();
            reader.ReadStartMap();
            while (reader.PeekState() != CborReaderState.EndMap)
            {
                record = reader.ReadInt32() switch
                {
                    SenmlLabels.BaseVersion => record with { BaseVersion = reader.ReadInt32() },
                    SenmlLabels.BaseName => record with { BaseName = reader.ReadTextString() },
                    SenmlLabels.BaseTime => record with { BaseTime = reader.ReadDouble() },
                    SenmlLabels.Name => record with { Name = reader.ReadTextString() },
                    SenmlLabels.Unit => record with { Unit = reader.ReadTextString() },
                    SenmlLabels.Value => record with { Value = reader.ReadDouble() },
                    SenmlLabels.Text => record with { Text = reader.ReadTextString() },
                    SenmlLabels.Time => record with { Time = reader.ReadDouble() },
                    var other => throw new InvalidOperationException($"label {other}"),
                };
            }

            reader.ReadEndMap();
            records.Add(record);
        }

        return records;
    }
}
