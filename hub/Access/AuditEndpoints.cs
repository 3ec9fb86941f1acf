using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Access;

/// <summary>The audit trail, for whoever may read it.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/audit", ReadAsync).WithSummary("Who did what, newest first").Gives(Audit.MaxLimit).Requires(Permission.ReadAudit);

    private static Task<AuditPage> ReadAsync(Audit audit, CancellationToken cancellationToken, long? before = null, string? who = null, string? target = null, int limit = 50) =>
        audit.ReadAsync(new AuditFilter(before, who, target, limit), cancellationToken);
}
