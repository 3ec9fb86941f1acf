using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Devices.Camera.Tests;

public sealed class FrameScheduleTests
{
    [Fact]
    public async Task File_WithFewerFramesThanTheRate_IsHeldToTheClockAllTheSame()
    {
        var time = new FakeTimeProvider();
        var schedule = new FrameSchedule(2, new CameraOptions("slow.avi") { Rate = 5 }, time);
        for (var frame = 0; frame <= 10; frame++)
        {
            Assert.True(schedule.IsDue());
        }

        // The next is that of 5.5 s.
        time.Advance(TimeSpan.FromSeconds(5));
        var wait = schedule.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(wait.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.5));
        await wait.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
