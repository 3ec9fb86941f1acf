using System.Security.Claims;

namespace EdgeGrid.Hub.Access;

/// <summary>Who acts: what every change and every look at a position is put down to.</summary>
/// <param name="Name">As the token says.</param>
/// <param name="Role">What they are to the hub.</param>
internal sealed record Caller(string Name, Role Role)
{
    /// <summary>Whoever sits at the hub's own machine, where no tokens are configured.</summary>
    public static Caller Local { get; } = new("local", Role.Administrator);

    /// <summary>Who sent a request.</summary>
    public static Caller Of(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, Name: { } name }
            ? new Caller(name, Enum.TryParse<Role>(context.User.FindFirstValue(ClaimTypes.Role), out var role) ? role : Role.Administrator)
            : Local;

    /// <summary>True when they may do it.</summary>
    public bool May(Permission permission) => Role.Grant(permission);

    /// <summary>Binds a parameter of an endpoint.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(Of(context));
}
