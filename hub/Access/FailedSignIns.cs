using System.Net;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Counts failed sign-ins by where they come from: past a limit the answer is "later", and the log says so once. What is
/// right is let in all the same: a token cannot be guessed, so shutting everyone behind one address out would only help
/// whoever wants them out.
/// </summary>
internal sealed partial class FailedSignIns(TimeProvider time, ILogger<FailedSignIns> logger)
{
    public const int Limit = 10;

    private const int Seconds = 60;

    private readonly SourceLimit _sources = new(Limit, TimeSpan.FromSeconds(Seconds), time);

    /// <summary>Takes note of one more.</summary>
    /// <returns>How long to leave it now; null while under the limit.</returns>
    public TimeSpan? Note(IPAddress? from)
    {
        var source = SourceLimit.SourceOf(from);
        var seen = _sources.Count(source);
        if (seen.Count == Limit + 1)
        {
            TooMany(logger, source, Limit, Seconds);
        }

        return seen.Wait;
    }

    [LoggerMessage(2300, LogLevel.Warning, "More than {Limit} sign-ins from {Address} failed within {Seconds} s")]
    private static partial void TooMany(ILogger logger, string address, int limit, int seconds);
}
