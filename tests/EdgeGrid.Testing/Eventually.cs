using System.Diagnostics;

namespace EdgeGrid.Testing;

/// <summary>Waits for a named condition, with a bound: tests never sleep and hope.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns as soon as <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not within the bound; the message names it.</exception>
    public static Task HoldsAsync(string what, Func<bool> condition, double seconds = 30) =>
        HoldsAsync(what, () => Task.FromResult(condition()), seconds);

    /// <inheritdoc cref="HoldsAsync(string, Func{bool}, double)"/>
    public static async Task HoldsAsync(string what, Func<Task<bool>> condition, double seconds = 30)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started).TotalSeconds > seconds)
            {
                throw new TimeoutException($"Waited {seconds} s in vain for: {what}.");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
