namespace EdgeGrid.Devices.Buses;

/// <summary>The milliseconds that a chip needs between a command and its answer, on a thread that its device has for itself.</summary>
internal static class Pause
{
    public static void For(TimeProvider time, TimeSpan span) => Task.Delay(span, time).GetAwaiter().GetResult();
}
