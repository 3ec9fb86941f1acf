using CsCheck;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Tests.Outbox;

public sealed class ReadingBlockTests
{
    private static readonly Point[] Points = SampleInputs.Points();

    private static readonly Gen<GnssFix> Fixes = Gen.Select(
        Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Double[0, 100].Nullable(), Gen.Double[0, 360].Nullable(), Gen.Int[0, 40].Nullable(), Gen.Bool,
        (latitude, longitude, speed, heading, satellites, known) =>
            new GnssFix(known ? SampleInputs.At : null, latitude, longitude, speed, speed, heading, satellites, known ? 1.2 : null));

    // Steps of the wall clock go back and forth, as when it is set; the monotonic clock only goes on.
    private static readonly Gen<Reading[]> Readings = Gen.Select(
        Gen.Int[0, 3], Gen.Double[-1e6, 1e6], Gen.Int[0, 8], Fixes, Gen.Long[-1_000_000, 100_000_000], Gen.Int[0, 9]).Array[1, 200].Select(parts =>
        {
            var at = new Instant(SampleInputs.At, 1_000);
            return parts.Select(part =>
            {
                var (point, value, fault, fix, step, kind) = part;
                at = new Instant(at.At.AddMicroseconds(step), at.MonotonicMs + Math.Abs(step / (kind == 0 ? 7 : 1000)));
                return kind switch
                {
                    1 => new Reading(Points[point], at, 0, (DeviceFault)Math.Max(fault, 1)),
                    2 => new Reading(Points[3], at, value, DeviceFault.None, fix),
                    3 => new Reading(Points[point], at, Math.Round(value)),
                    _ => new Reading(Points[point], at, value),
                };
            }).ToArray();
        });

    [Fact]
    public void Block_OfAnyReadings_ComesBackAsItWas() => Readings.Sample(readings =>
    {
        var block = Pack(readings);

        Assert.Null(ReadingBlockReader.TryRead(block, out var stored));
        Assert.Equal(readings.Length, stored.Count);
        foreach (var (expected, actual) in readings.Zip(stored))
        {
            Assert.Equal(expected.Point.Device.Name, actual.Point.Device);
            Assert.Equal(expected.Point.Quantity.Name(), actual.Point.Quantity);
            Assert.Equal(expected.At.At, actual.At.At);
            Assert.InRange(actual.At.MonotonicMs, expected.At.MonotonicMs - 1, expected.At.MonotonicMs + 1);
            Assert.Equal(expected.Value, actual.Value);
            Assert.Equal(expected.Fault, actual.Fault);
            Assert.Equal(expected.Detail, actual.Fix);
        }
    }, iter: 300);

    [Fact]
    public void Block_UsedAgain_KnowsNothingOfTheOneBefore()
    {
        var builder = new ReadingBlockBuilder();
        builder.Add(new Reading(Points[0], new Instant(SampleInputs.At, 0), 5));
        builder.Seal();
        builder.Add(new Reading(Points[0], new Instant(SampleInputs.At.AddDays(1), 86_400_000), 5));

        Assert.Null(ReadingBlockReader.TryRead(builder.Seal(), out var stored));
        var reading = Assert.Single(stored);
        Assert.Equal(5, reading.Value);
        Assert.Equal(SampleInputs.At.AddDays(1), reading.At.At);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Value_ThatIsNoNumber_BecomesAFault(double value)
    {
        Assert.Null(ReadingBlockReader.TryRead(Pack([new Reading(Points[0], new Instant(SampleInputs.At, 0), value)]), out var stored));

        Assert.Equal(DeviceFault.OutOfRange, Assert.Single(stored).Fault);
    }

    [Fact]
    public void Fix_WithANumberThatIsNone_IsLeftOut()
    {
        var fix = new GnssFix(null, 34.2, 117.1, null, null, null, null, Hdop: double.NaN);
        Assert.Null(ReadingBlockReader.TryRead(Pack([new Reading(Points[3], new Instant(SampleInputs.At, 0), 1, Detail: fix)]), out var stored));

        Assert.Equal((1, null), (Assert.Single(stored).Value, stored[0].Fix));
    }

    [Fact]
    public void Block_OfTypicalReadings_TakesAtMost14BytesForEach()
    {
        var noise = new Random(7);
        var readings = Enumerable.Range(0, ReadingBlockBuilder.MaxReadings)
            .Select(i => new Reading(Points[i % 3], new Instant(SampleInputs.At.AddMilliseconds(i * 333), i * 333), noise.NextDouble()));
        var builder = new ReadingBlockBuilder();
        foreach (var reading in readings)
        {
            if (builder.IsFull)
            {
                break;
            }

            builder.Add(reading);
        }

        var count = builder.Count;
        Assert.InRange(builder.Seal().Length / (double)count, 1, 14);
    }

    [Fact]
    public void Block_WithAnyByteChanged_IsReadOrRefusedButNeverThrows() =>
        Gen.Select(Readings, Gen.Int[0, 100_000], Gen.Byte).Sample((readings, position, value) =>
        {
            var block = Pack(readings);
            block[position % block.Length] = value;
            AssertReadOrRefused(block);
        }, iter: 1_000);

    [Fact]
    public void Block_OfAnyBytes_IsReadOrRefusedButNeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(
            bytes =>
            {
                if (bytes.Length > 5)
                {
                    // So that more than the first look is tried.
                    (bytes[0], bytes[3], bytes[4]) = (ReadingBlockBuilder.Format, 0, 0);
                }

                AssertReadOrRefused(bytes);
            },
            iter: 2_000);

    [Fact]
    public void Block_OfALaterFormat_IsRefusedInWords()
    {
        var block = Pack([new Reading(Points[0], new Instant(SampleInputs.At, 0), 1)]);
        block[0] = 2;

        Assert.Equal("the block is of format 2, and this agent knows 1", ReadingBlockReader.TryRead(block, out _));
    }

    private static byte[] Pack(Reading[] readings)
    {
        var builder = new ReadingBlockBuilder();
        foreach (var reading in readings)
        {
            builder.Add(reading);
        }

        return builder.Seal();
    }

    private static void AssertReadOrRefused(byte[] block)
    {
        var problem = ReadingBlockReader.TryRead(block, out var readings);
        Assert.Equal(problem is not null, readings.Count == 0);
    }
}
