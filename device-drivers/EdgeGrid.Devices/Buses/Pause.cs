namespace EdgeGrid.Devices.Buses;

/// <summary>The milliseconds that a chip needs between a command and its answer, on a thread that its device has for itself.</summary>
internal static class Pause
{
    // Timers count in whole milliseconds and may go off up to one early; a chip that is asked too early does not answer.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(2);

    public static void For(TimeProvider time, TimeSpan span) => Task.Delay(span + Margin, time).GetAwaiter().GetResult();
}
