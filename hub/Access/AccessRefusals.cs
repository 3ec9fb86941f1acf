using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Access;

/// <summary>Why somebody is not let in, or may not do something.</summary>
internal static class AccessRefusals
{
    public static Refusal NoToken { get; } = new(
        "no-token",
        $"Send a token, `Authorization: Bearer …`, or sign in at {SignIn.Path}.",
        $"请发送令牌(`Authorization: Bearer …`),或在{SignIn.Path}登录。");

    public static Refusal UnknownToken { get; } =
        new("unknown-token", "This token is not known here. `hub token add` makes one.", "系统不认识该令牌。可用`hub token add`创建令牌。");

    public static Refusal TooManySignIns { get; } =
        new("too-many-sign-ins", "Too many sign-ins from this address failed. Try again later.", "该地址登录失败次数过多。请稍后再试。");

    public static Refusal FromElsewhere { get; } = new(
        "from-another-site",
        "A page of another site made your browser ask this. Ask from the hub's own page, or from a program.",
        "该请求由其他网站的页面经您的浏览器发出。请从本系统的页面或程序发送。");

    public static Refusal NotPermitted(Caller caller, IEnumerable<Permission> lacking)
    {
        var words = string.Join(", ", lacking.Select(one => one.Word()));
        return new("not-permitted", $"{caller.Name} ({caller.Role}) may not do this: it needs {words}.", $"{caller.Name}({caller.Role})无权执行此操作:需要权限{words}。");
    }

    /// <summary>An endpoint that names no permission.</summary>
    public static Refusal AdministratorsOnly(Caller caller) => new(
        "not-permitted",
        $"{caller.Name} ({caller.Role}) may not do this: it is the {Role.Administrator}'s.",
        $"{caller.Name}({caller.Role})无权执行此操作:仅限{Role.Administrator}。");
}
