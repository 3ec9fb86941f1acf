using System.Security.Claims;

namespace EdgeGrid.Hub.Access;

/// <summary>Who acts: what every change and every look at a position is put down to.</summary>
/// <param name="Name">As the token says.</param>
/// <param name="Role">What they are to the hub.</param>
/// <param name="Department">Of a department's token: which; null when the token does not say.</param>
internal sealed record Caller(string Name, Role Role, string? Department = null)
{
    /// <summary>True of a part of the hub that acts by itself.</summary>
    public bool IsHub { get; init; }

    /// <summary>Whoever uses what is public, and does not say who they are.</summary>
    public static Caller Anyone { get; } = new("anyone", Role.Citizen);

    /// <summary>Whom a token stands for.</summary>
    public static Caller Of(TokenHolder holder) => new(holder.Name, holder.Role, holder.Department);

    /// <summary>Who sent a request.</summary>
    public static Caller Of(HttpContext context) => Of(context.User);

    /// <summary>Whom a sign-in stands for.</summary>
    public static Caller Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, Name: { } name }
        && Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Caller(name, role, user.FindFirstValue(HttpAccess.DepartmentClaim))
            : Anyone;

    /// <summary>True when they may do it.</summary>
    public bool May(Permission permission) => Role.Grant(permission);

    /// <summary>Binds a parameter of an endpoint.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context));
}
