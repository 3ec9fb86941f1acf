using System.Buffers;
using System.Text.Json;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Agent.Tests.Health;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>A gateway without a clock of its own: what it stored is told in true times once anybody knows them.</summary>
public sealed class ClockCorrectionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly TwoClocks _time = new();

    [Fact]
    public async Task Alert_StoredBeforeNtpSetTheClock_IsToldInTrueTime()
    {
        await using var outbox = Open("boot-1");
        outbox.Append(Alert());
        _time.Pass(TimeSpan.FromMinutes(5));

        _time.SetByNtp(Now);

        var told = Told(outbox);
        Assert.Equal((Now.AddMinutes(-5), Now.AddMinutes(-5), Now.AddMinutes(-5)), (told.Time, told.Data.SampledAt, told.Data.RaisedAt));
        Assert.Equal(ClockQuality.Ntp, told.Data.Clock.Quality);
        Assert.Equal((long)(Now.AddMinutes(-5) - DateTimeOffset.UnixEpoch.AddMinutes(1)).TotalMilliseconds, told.Data.Clock.CorrectedByMs);
    }

    [Fact]
    public async Task Alert_WhileNobodyKnowsTheTime_SaysSo()
    {
        await using var outbox = Open("boot-1");

        outbox.Append(Alert());

        var told = Told(outbox);
        Assert.Equal((DateTimeOffset.UnixEpoch.AddMinutes(1), ClockQuality.Unsynchronised, null), (told.Time, told.Data.Clock.Quality, told.Data.Clock.CorrectedByMs));
    }

    [Fact]
    public async Task Alert_OfABootWhoseTrueTimeBecameKnown_IsCorrectedAfterRestarts()
    {
        await using (var outbox = Open("boot-1"))
        {
            outbox.Append(Alert());
            _time.SetByNtp(Now);
            await Eventually.HoldsAsync("the true time is on the disk", () => File.Exists(_folder.File("clocks.txt")));
        }

        _time.Boot();
        await using var later = Open("boot-2");

        Assert.Equal(Now, Told(later).Data.SampledAt);
    }

    [Fact]
    public async Task Alert_OfABootThatNeverKnewTheTime_StaysAsItWas()
    {
        await using (var outbox = Open("boot-1"))
        {
            outbox.Append(Alert());
        }

        _time.Boot();
        _time.SetByNtp(Now);
        await using var later = Open("boot-2");

        Assert.Equal((DateTimeOffset.UnixEpoch.AddMinutes(1), ClockQuality.Unsynchronised), (Told(later).Time, Told(later).Data.Clock.Quality));
        Assert.Equal("true", Property(Message(later, RecordKind.Alert), UserProperties.Historical));
    }

    [Fact]
    public async Task Readings_OnBothSidesOfTheClocksSetting_AreASecondApart()
    {
        await using var outbox = Open("boot-1");
        outbox.Append(Reading());
        _time.Pass(TimeSpan.FromSeconds(1));
        _time.Wall = Now;
        outbox.Append(Reading());
        outbox.Flush();

        _time.SetByNtp(Now);

        var record = Assert.Single(outbox.Read(RecordKind.Readings, null, 10));
        Assert.Null(RecordMessage.TryBuild(record, ReadingsFormat.Json, out var message));
        var pack = JsonSerializer.Deserialize(message!.Payload.ToArray(), WireJson.Default.SenmlRecordArray)!;
        Assert.Equal((Now.AddSeconds(-1).ToUnixTimeSeconds(), 1d), (pack[0].BaseTime, pack[1].Time));
        Assert.Null(Property(message, UserProperties.Clock));
    }

    [Fact]
    public async Task Readings_WhileNobodyKnowsTheTime_SaySo()
    {
        await using var outbox = Open("boot-1");
        outbox.Append(Reading());
        outbox.Flush();

        Assert.Equal("unsynchronised", Property(Message(outbox, RecordKind.Readings), UserProperties.Clock));
    }

    [Fact]
    public async Task Alert_WallClockTenYearsAhead_IsStillNews()
    {
        await using var outbox = Open("boot-1");
        outbox.Append(Alert());

        _time.Wall += TimeSpan.FromDays(3652);

        Assert.Null(Property(Message(outbox, RecordKind.Alert), UserProperties.Historical));
        _time.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal("true", Property(Message(outbox, RecordKind.Alert), UserProperties.Historical));
    }

    [Fact]
    public async Task History_TheFileIsNonsense_IsForgotten()
    {
        await File.WriteAllTextAsync(_folder.File("clocks.txt"), "\0\0 9999999999999999999 Ntp\n.\n");
        _time.SetByNtp(Now);

        await using var outbox = Open("boot-1");
        outbox.Append(Alert());

        Assert.Equal(Now.AddSeconds(10), Told(outbox).Time);
    }

    public void Dispose() => _folder.Dispose();

    private static AlertEvent Told(LiteDbOutbox outbox) =>
        JsonSerializer.Deserialize(Message(outbox, RecordKind.Alert).Payload.ToArray(), WireJson.Default.AlertEvent)!;

    private static MQTTnet.MqttApplicationMessage Message(LiteDbOutbox outbox, RecordKind kind)
    {
        Assert.Null(RecordMessage.TryBuild(Assert.Single(outbox.Read(kind, null, 10)), ReadingsFormat.Cbor, out var message));
        return message!;
    }

    private static string? Property(MQTTnet.MqttApplicationMessage message, string name) =>
        message.UserProperties?.Find(property => property.Name == name) is { } found ? System.Text.Encoding.UTF8.GetString(found.ValueBuffer.Span) : null;

    private DetectedAlert Alert()
    {
        var alert = OutboxRig.Alert();
        var clock = new ClockReading("boot-1", _time.Ticks / TimeSpan.TicksPerMillisecond, _time.Kernel);
        return alert with { Alert = alert.Alert with { SampledAt = _time.Wall, RaisedAt = _time.Wall, Clock = clock } };
    }

    private Reading Reading() => new(
        OutboxInputs.PointOf(0, "kitchen-methane", Quantity.Methane), new Instant(_time.Wall, _time.Ticks / TimeSpan.TicksPerMillisecond), 1.5);

    private LiteDbOutbox Open(string bootId) => new(
        new OutboxSettings { Gateway = SampleInputs.Gateway, Clock = _time.Of(bootId), Folder = _folder.Path, CommitEvery = TimeSpan.FromMilliseconds(20) },
        new StorageTrouble(),
        TimeProvider.System,
        NullLogger<LiteDbOutbox>.Instance);
}
