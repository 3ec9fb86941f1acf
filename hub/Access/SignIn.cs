using System.Text.Encodings.Web;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Access;

/// <summary>Where people sign in: with their token, or without typing by a link that works once.</summary>
internal static class SignIn
{
    public const string Path = "/sign-in";

    private const string Html = "text/html; charset=utf-8";

    /// <summary>A token fits many times over; nobody reads more from a stranger.</summary>
    private const int MaxBytes = 16 * 1024;

    private static readonly Phrase Action = new("Sign in", "登录");

    private static readonly Phrase Label = new(
        $"Token, as <code>hub token add</code> showed it, or as it stands in <code>{AdministratorToken.FileName}</code> of the hub's data folder",
        $"令牌:<code>hub token add</code>显示的令牌,或系统数据文件夹中<code>{AdministratorToken.FileName}</code>内的令牌");

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, TakeAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ExcludeFromDescription();
    }

    /// <summary>The page that leads on to where somebody wanted to go.</summary>
    public static string PathFor(string wanted) => wanted is "/" ? Path : $"{Path}?to={Uri.EscapeDataString(wanted)}";

    /// <summary>The way in for a code of <see cref="SignInCodes"/>.</summary>
    public static string PathWith(string code) => $"{Path}?code={code}";

    /// <summary>The page, with something to say to whoever sees it.</summary>
    public static Task SayAsync(HttpContext context, int status, Phrase? message) =>
        Results.Content(Page(message, Languages.Settle(context)), Html, statusCode: status).ExecuteAsync(context);

    private static async Task ShowAsync(HttpContext context, SignInCodes codes, FailedSignIns failed)
    {
        context.Response.Headers.CacheControl = "no-store";
        var code = context.Request.Query["code"].ToString();
        if (code.Length == 0)
        {
            await SayAsync(context, StatusCodes.Status200OK, null);
        }
        else if (codes.Take(code) is { } holder)
        {
            await AdmitAsync(context, holder);
            context.Response.Redirect("/");
        }
        else
        {
            await FailAsync(context, failed, new("That link has been used, or is too old. Sign in with the token.", "该链接已使用或已过期。请用令牌登录。"));
        }
    }

    private static async Task TakeAsync(HttpContext context, TokenFile tokens, FailedSignIns failed)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        if (tokens.HolderOf(form["token"].ToString().Trim()) is not { } holder)
        {
            await FailAsync(context, failed, new("That token is not known here.", "系统不认识该令牌。"));
            return;
        }

        await AdmitAsync(context, holder);
        var to = context.Request.Query["to"].ToString();
        context.Response.Redirect(IsOurs(to) ? to : "/");
    }

    private static Task AdmitAsync(HttpContext context, TokenHolder holder)
    {
        AuditedRequests.NoteCaller(context, Caller.Of(holder));
        return HttpAccess.SignInAsync(context, holder);
    }

    private static Task FailAsync(HttpContext context, FailedSignIns failed, Phrase message) =>
        failed.Note(context.Connection.RemoteIpAddress) is { } wait ? TurnedAway.LaterAsync(context, wait) : SayAsync(context, StatusCodes.Status401Unauthorized, message);

    /// <summary>A path of this hub, and not a way to another host: browsers take <c>//x</c> and <c>/\x</c> for one.</summary>
    private static bool IsOurs(string to) => to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl);

    private static string Page(Phrase? message, Language language) => $$"""
        <!doctype html>
        <html lang="{{(language == Language.Chinese ? "zh" : "en")}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>EdgeGrid: {{Action.Later().In(language)}}</title>
        <link rel="icon" href="data:,">
        <style>body{font:14px/1.4 -apple-system,"Segoe UI","Noto Sans","Liberation Sans",system-ui,sans-serif;background:#f5f6f8;color:#1b2332;display:grid;place-items:center;min-height:100vh;margin:0}
        form{display:grid;gap:12px;width:320px;padding:24px;background:#fff;border:1px solid #e3e7ee;border-radius:8px}h1{margin:0;font-size:18px}h1 b{color:#1f5fc4}
        input,button{font:inherit;padding:9px;border:1px solid #c9d0db;border-radius:6px}button{background:#1f5fc4;border-color:#1f5fc4;color:#fff;font-weight:600;cursor:pointer}
        :focus-visible{outline:2px solid #1f5fc4;outline-offset:1px}p{color:#9b2c1f;margin:0}p:empty{display:none}</style></head>
        <body><form method="post"><h1>Edge<b>Grid</b></h1><label for="token">{{Label.In(language)}}</label>
        <input id="token" name="token" type="password" autocomplete="current-password" autofocus><p role="alert">{{HtmlEncoder.Default.Encode(message?.In(language) ?? "")}}</p><button>{{Action.In(language)}}</button></form></body></html>
        """;
}
