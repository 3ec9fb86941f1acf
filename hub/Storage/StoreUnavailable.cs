using EdgeGrid.Hub.Api;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeGrid.Hub.Storage;

/// <summary>Says to whoever asks over HTTP that the store is away or busy, in place of an error of the hub.</summary>
internal sealed class StoreUnavailable(IProblemDetailsService problems, ILogger<StoreUnavailable> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (!StoreFailure.Is(exception) || !IsOfAStore(exception))
        {
            return false;
        }

        StoreLog.Away(logger, context.Request.Method, context.Request.Path, exception.GetBaseException().Message);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = ApiRefusals.StoreAway.Answer(StatusCodes.Status503ServiceUnavailable).ProblemDetails,
        });
    }

    /// <summary>A request that breaks off is an <see cref="IOException"/> too.</summary>
    private static bool IsOfAStore(Exception? e) => e is not null && (e is SqliteException or NpgsqlException || IsOfAStore(e.InnerException));
}
