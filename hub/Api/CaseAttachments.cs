using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Api;

/// <summary>Pictures of cases: before and after the work, and snapshots.</summary>
internal static class CaseAttachments
{
    /// <summary>Room for a picture that is too large, so that it is refused in our words.</summary>
    private const int MaxBody = ImageType.MaxBytes + (1024 * 1024);

    public static void MapCaseAttachments(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases/{id}/attachments", AddAsync).WithSummary("Add a picture: the body is a JPEG or PNG of at most 5 MB").Produces<CommandView>().WithMetadata(new RequestSizeLimitAttribute(MaxBody)).TakesBytes(ImageType.Jpeg, ImageType.Png).TakesVersion().Requires(Permission.AnnotateCases);
        api.MapGet("/cases/{id}/attachments/{number:int}", ReadAsync).WithSummary("A picture of a case").Produces(StatusCodes.Status200OK, contentType: ImageType.Jpeg).Requires(Permission.ReadCases);
    }

    private static async Task<IResult> AddAsync(string id, HttpContext context, CaseDesk desk, Caller caller, CancellationToken cancellationToken, string? purpose = null)
    {
        if (!ApiWords.TryParse<AttachmentPurpose>(purpose, out var shows))
        {
            return ApiRefusals.NoWordOf("purpose", ApiWords.All<AttachmentPurpose>()).Answer(StatusCodes.Status400BadRequest);
        }

        if (!CaseEndpoints.TryExpect(context.Request.Headers.IfMatch.ToString(), out var expected))
        {
            return ApiRefusals.IfMatch(context.Request.Headers.IfMatch.ToString()).Answer(StatusCodes.Status400BadRequest);
        }

        var (image, tooLarge) = await BytesAsync(context.Request, cancellationToken);
        if (tooLarge)
        {
            return ApiRefusals.PictureTooLarge.Answer(StatusCodes.Status413PayloadTooLarge);
        }

        if (ImageType.Of(image) is null)
        {
            return ApiRefusals.NoPictureType.Answer(StatusCodes.Status415UnsupportedMediaType);
        }

        return CaseEndpoints.Answer(context, await desk.AttachAsync(id, shows ?? AttachmentPurpose.Snapshot, image, caller, expected, cancellationToken));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadAsync(string id, int number, HttpContext context, HubQueries queries, CancellationToken cancellationToken)
    {
        if (await queries.AttachmentAsync(id, number, cancellationToken) is not { } found)
        {
            return ApiRefusals.NoPicture(id, number).Answer(StatusCodes.Status404NotFound);
        }

        // What somebody uploaded is shown as the picture that its bytes say it is, and as nothing else.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.File(found.Image, found.ContentType);
    }

    private static async Task<(byte[] Bytes, bool TooLarge)> BytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > ImageType.MaxBytes)
        {
            return ([], true);
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > ImageType.MaxBytes)
            {
                return ([], true);
            }

            bytes.Write(buffer, 0, read);
        }

        return (bytes.ToArray(), false);
    }
}
