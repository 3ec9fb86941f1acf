using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Whatever is wrong below Open311's root, by whomever it was found, is told in the standard's own form.</summary>
internal sealed class Open311Problems : IProblemDetailsWriter
{
    /// <inheritdoc/>
    public bool CanWrite(ProblemDetailsContext context) => context.HttpContext.Request.Path.StartsWithSegments(Open311Endpoints.Root, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        Problems.Complete(context);
        var problem = context.ProblemDetails;
        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        await Open311Answer.Problem(new Open311Error(status, Phrase.Same(problem.Detail ?? problem.Title ?? ""))).ExecuteAsync(context.HttpContext);
    }
}
