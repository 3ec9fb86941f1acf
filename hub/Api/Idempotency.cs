using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// <c>Idempotency-Key</c> on every POST of the API: a client that does not know whether its request arrived sends it again
/// with the same key, and the change is made once. Only what was done is kept, for a day: a refused request changed
/// nothing, and may be sent again, corrected.
/// </summary>
internal sealed class Idempotency(WriteGate gate, IDbContextFactory<HubDb> store, TimeProvider time)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Says that an answer is one that was given before.</summary>
    public const string RepeatHeader = "Idempotency-Replayed";

    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const int MaxKey = 128;

    private const int MaxKeptBody = 64 * 1024;

    private const int MaxKeptRows = 100_000;

    private static readonly TimeSpan CleaningPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Who, string Key), bool> _underWay = new();
    private DateTimeOffset _cleanedAt;

    /// <summary>Carries a request out, unless its key says that it has been.</summary>
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length is 0 or > MaxKey || !key.All(c => c is > ' ' and <= '~'))
        {
            await ApiRefusals.BadKey(MaxKey).Answer(StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        var caller = Caller.Of(context);
        if (!_underWay.TryAdd((caller.Name, key), true))
        {
            context.Response.Headers.RetryAfter = "1";
            await ApiRefusals.KeyUnderWay.Answer(StatusCodes.Status409Conflict).ExecuteAsync(context);
            return;
        }

        try
        {
            await HandleAloneAsync(context, next, (caller.Name, key));
        }
        finally
        {
            _underWay.TryRemove((caller.Name, key), out _);
        }
    }

    private async Task HandleAloneAsync(HttpContext context, RequestDelegate next, (string Who, string Key) id)
    {
        var fingerprint = await FingerprintAsync(context.Request, context.RequestAborted);
        if (await FindAsync(id, context.RequestAborted) is { } before)
        {
            await AnswerAgainAsync(context, before, fingerprint);
            return;
        }

        var now = time.GetUtcNow();
        using var along = WrittenAlong.With(
            db =>
            {
                // One of the same name that is more than a day old may still lie there.
                db.Set<IdempotencyRow>().Where(row => row.Who == id.Who && row.Key == id.Key).ExecuteDelete();
                db.Add(new IdempotencyRow { Who = id.Who, Key = id.Key, Fingerprint = fingerprint, At = now });
            },
            onlyWithAChange: false);
        await using var kept = new HeldAnswer(context.Response);
        try
        {
            await next(context);
        }
        catch
        {
            await ForgetAsync(along, id);
            throw;
        }

        if (context.Response.StatusCode is < 200 or > 299)
        {
            await ForgetAsync(along, id);
        }
        else if (along.IsWritten)
        {
            along.Dispose();
            await context.Response.BodyWriter.FlushAsync();
            await KeepAsync(id, context.Response, kept.Body);
        }

        await kept.SendAsync(context.RequestAborted);
    }

    private static async Task AnswerAgainAsync(HttpContext context, IdempotencyRow before, string fingerprint)
    {
        AuditedRequests.NoteRepeat(context);
        if (before.Fingerprint != fingerprint)
        {
            await ApiRefusals.KeyOfAnother.Answer(StatusCodes.Status422UnprocessableEntity).ExecuteAsync(context);
            return;
        }

        if (before.Status == 0)
        {
            await ApiRefusals.AnswerForgotten(before.At).Answer(StatusCodes.Status409Conflict).ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        response.StatusCode = before.Status;
        response.ContentType = before.ContentType;
        response.Headers[RepeatHeader] = "true";
        response.Headers.Location = before.Location;
        response.Headers.ETag = before.Etag;
        if (before.Body is { Length: > 0 } body)
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private async Task<IdempotencyRow?> FindAsync((string Who, string Key) id, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - Kept;
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await db.Set<IdempotencyRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Who == id.Who && row.Key == id.Key && row.At > oldest, cancellationToken);
    }

    /// <summary>Nobody gives up from here on: what was done is told, and has to be remembered.</summary>
    private async Task KeepAsync((string Who, string Key) id, HttpResponse response, ReadOnlyMemory<byte> body)
    {
        try
        {
            await WriteAsync(id, response, body);
        }
        catch (Exception e) when (StoreFailure.Is(e))
        {
            // Asked again, its sender is told that the answer is not known any more.
        }
    }

    private Task<bool> WriteAsync((string Who, string Key) id, HttpResponse response, ReadOnlyMemory<byte> body) => gate.WriteAsync(
        async db =>
        {
            var row = await db.Set<IdempotencyRow>().SingleAsync(one => one.Who == id.Who && one.Key == id.Key);
            if (body.Length <= MaxKeptBody)
            {
                row.Status = response.StatusCode;
                row.ContentType = response.ContentType;
                row.Location = response.Headers.Location;
                row.Etag = response.Headers.ETag;
                row.Body = body.ToArray();
            }

            await CleanAsync(db);
            return true;
        },
        CancellationToken.None);

    private async Task ForgetAsync(WrittenAlong.Companion along, (string Who, string Key) id)
    {
        along.Dispose();
        if (along.IsWritten)
        {
            WrittenAlong.Leave();
            await gate.WriteAsync(db => db.Set<IdempotencyRow>().Where(row => row.Who == id.Who && row.Key == id.Key).ExecuteDeleteAsync(), CancellationToken.None);
        }
    }

    /// <summary>Keys that are a day old go, and of too many the oldest.</summary>
    private async Task CleanAsync(HubDb db)
    {
        var now = time.GetUtcNow();
        if (now - _cleanedAt < CleaningPause)
        {
            return;
        }

        _cleanedAt = now;
        var oldest = now - Kept;
        var rows = db.Set<IdempotencyRow>();
        var tooMany = await rows.OrderByDescending(row => row.At).Select(row => (DateTimeOffset?)row.At).Skip(MaxKeptRows).FirstOrDefaultAsync();
        if (tooMany > oldest)
        {
            oldest = tooMany.Value;
        }

        await rows.Where(row => row.At <= oldest).ExecuteDeleteAsync();
    }

    /// <summary>Reads the body once, and leaves it to be read again: beyond 64 KB it waits in a file meanwhile.</summary>
    private static async Task<string> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(bufferThreshold: 64 * 1024);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        request.Body.Position = 0;
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
