using System.Buffers.Binary;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Health;

public sealed class GatewayClockTests
{
    [Fact]
    public void BootId_OnLinux_IsTheKernels() =>
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), new GatewayClock(TimeProvider.System).BootId);

    [Fact]
    public void Monotonic_OnLinux_CountsFromTheBoot()
    {
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) * 1000;

        // CLOCK_MONOTONIC stands still in suspend and in a moved container; within this boot it is never ahead of the uptime.
        Assert.InRange(new GatewayClock(TimeProvider.System).Now().MonotonicMs, 1, uptime + 1000);
    }

    [Fact]
    public void Now_WallClockSetBack_MonotonicGoesOn()
    {
        var time = new TwoClocks();
        var clock = new GatewayClock(time, () => ClockQuality.Unsynchronised);
        var before = clock.Now();
        time.Ticks += 2 * TimeSpan.TicksPerSecond;
        time.Wall -= TimeSpan.FromHours(1);

        var after = clock.Now();

        Assert.Equal(2000, after.MonotonicMs - before.MonotonicMs);
        Assert.True(after.At < before.At);
    }

    [Fact]
    public void Quality_AskedOften_AsksTheKernelSeldom()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        var asked = 0;
        var clock = new GatewayClock(time, () => ++asked > 1 ? ClockQuality.Ntp : ClockQuality.Unsynchronised);

        Assert.Equal(ClockQuality.Unsynchronised, clock.Quality);
        Assert.Equal(ClockQuality.Unsynchronised, clock.Read(clock.Now()).Quality);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ClockQuality.Ntp, clock.Quality);
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData(0, 0x2001, ClockQuality.Ntp)]
    [InlineData(5, 0x0040, ClockQuality.Unsynchronised)]
    [InlineData(0, 0x0041, ClockQuality.Unsynchronised)]
    [InlineData(-1, 0x0000, ClockQuality.Unsynchronised)]
    public void Kernel_Answered_TellsItsStatus(int answer, int status, ClockQuality quality)
    {
        var timex = new byte[208];
        BinaryPrimitives.WriteInt32LittleEndian(timex.AsSpan(40), status);

        Assert.Equal(quality, KernelClock.Judge(answer, timex));
    }
}
