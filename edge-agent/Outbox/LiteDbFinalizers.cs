using System.Runtime.ExceptionServices;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// LiteDB 5.0.20 gives back in a finalizer the pages of a transaction that damage has ended, and where their count is wrong
/// by then it throws there, which ends a process. The file has been set aside when that happens, so nothing is lost by
/// going on.
/// </summary>
internal static class LiteDbFinalizers
{
    /// <summary>For the whole process, once. What is thrown anywhere else ends it as before.</summary>
    public static void Survive() => ExceptionHandling.SetUnhandledExceptionHandler(IsHarmless);

    internal static bool IsHarmless(Exception exception) =>
        exception.StackTrace is { } stack
        && stack.Contains("LiteDB.", StringComparison.Ordinal)
        && stack.Contains(".Finalize()", StringComparison.Ordinal);
}
