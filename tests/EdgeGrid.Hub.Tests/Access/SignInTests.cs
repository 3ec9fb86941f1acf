using System.Net;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Requests_WithATokenFile_NeedAToken()
    {
        using var folder = new TemporaryFolder();
        var (token, line) = TokenFile.Create("desk-1", Role.Dispatcher);
        File.WriteAllLines(folder.File("tokens"), [line]);
        await using var rig = await HubRig.StartAsync(options => options with { TokensFile = folder.File("tokens") });

        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Http.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithTokenAsync(rig, token[..^1] + "x"));
        Assert.Equal(HttpStatusCode.OK, await WithTokenAsync(rig, token));
        Assert.Equal(HttpStatusCode.OK, (await rig.Http.GetAsync("/health")).StatusCode);
        Assert.DoesNotContain(rig.Log.Lines, logged => logged.Text.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_WithAToken_SignsInOnceAndKeepsACookie()
    {
        await using var rig = await HubRig.StartAsync();
        using var person = new HttpClient { BaseAddress = rig.Hub.HttpUrl };
        person.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var sentTo = await person.GetAsync("/gateways");
        var wrong = await person.PostAsync("/sign-in", Form("guess"));
        var noForm = await person.PostAsync("/sign-in", new StringContent("?"));
        var right = await person.PostAsync(sentTo.RequestMessage!.RequestUri, Form(Tokens.Header(Role.Dispatcher).Parameter!));

        Assert.Equal("/sign-in?to=%2Fgateways", sentTo.RequestMessage.RequestUri!.PathAndQuery);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, noForm.StatusCode));
        Assert.Equal((HttpStatusCode.OK, "/gateways"), (right.StatusCode, right.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/api/v1/cases")).StatusCode);
    }

    [Fact]
    public async Task Page_OfTheSignIn_SpeaksTheLanguageOfTheBrowser()
    {
        await using var rig = await HubRig.StartAsync();
        var person = rig.HttpAsAnyone();

        var english = await person.GetAsync("/sign-in");
        var (chinese, wrong, old) = (
            await person.InChineseAsync(() => person.GetAsync("/sign-in")),
            await person.InChineseAsync(() => person.PostAsync("/sign-in", Form("guess"))),
            await person.InChineseAsync(() => person.GetAsync("/sign-in?code=old")));

        Assert.Equal(("en", "zh"), (Assert.Single(english.Content.Headers.ContentLanguage), Assert.Single(chinese.Content.Headers.ContentLanguage)));
        Assert.Contains("""<html lang="en">""", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("<button>Sign in</button>", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("""<html lang="zh">""", await chinese.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("<button>登录</button>", await chinese.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("系统不认识该令牌。", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Contains("该链接已使用或已过期。", WebUtility.HtmlDecode(await old.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task SignIn_LeadingToAnotherHost_StaysHere(string to)
    {
        await using var rig = await HubRig.StartAsync();

        var answer = await rig.HttpAsAnyone().PostAsync($"/sign-in?to={Uri.EscapeDataString(to)}", Form(Tokens.Header(Role.Worker).Parameter!));

        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Cookie_AfterARestart_LastsAsLongAsItsTokenAndHasTheRoleOfTheFile()
    {
        using var folder = new TemporaryFolder();
        var (token, line) = TokenFile.Create("desk-1", Role.Dispatcher);
        File.WriteAllLines(folder.File("tokens"), [line]);
        string cookie;
        await using (var rig = await HubRig.StartAsync(options => options with { TokensFile = folder.File("tokens") }, folder))
        {
            var signedIn = await rig.HttpAsAnyone().PostAsync("/sign-in", Form(token));
            cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync());
        File.WriteAllLines(folder.File("tokens"), [line.Replace("dispatcher", "citizen", StringComparison.Ordinal)]);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync());
        File.WriteAllLines(folder.File("tokens"), [TokenFile.Create("desk-1", Role.Dispatcher).Line]);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            await using var rig = await HubRig.StartAsync(options => options with { TokensFile = folder.File("tokens") }, folder);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
            request.Headers.Add("Cookie", cookie);
            return (await rig.HttpAsAnyone().SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Cookie_SentAlongByAnotherSitesPage_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        using var person = new HttpClient { BaseAddress = rig.Hub.HttpUrl };
        await person.PostAsync("/sign-in", Form(Tokens.Header(Role.Administrator).Parameter!));

        Assert.Equal(HttpStatusCode.Forbidden, await FromAsync("http://127.0.0.1:1"));
        Assert.Equal(HttpStatusCode.Forbidden, await FromAsync("null"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(rig.Hub.HttpUrl.GetLeftPart(UriPartial.Authority)));

        async Task<HttpStatusCode> FromAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
            request.Headers.Add("Origin", origin);
            return (await person.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Hub_WithoutATokenFile_MakesTheAdministratorOneThatOnlyItsUserCanRead()
    {
        using var folder = new TemporaryFolder();
        string first;
        await using (var rig = await HubRig.StartAsync(options => options with { TokensFile = null }, folder))
        {
            var file = rig.Hub.AdministratorTokenFile!;
            first = (await File.ReadAllTextAsync(file)).Trim();
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Http.GetAsync("/api/v1/cases")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, await WithTokenAsync(rig, first));
            Assert.DoesNotContain(rig.Log.Lines, logged => logged.Text.Contains(first, StringComparison.Ordinal));
        }

        await using var again = await HubRig.StartAsync(options => options with { TokensFile = null }, folder);
        Assert.Equal(HttpStatusCode.OK, await WithTokenAsync(again, first));
    }

    [Fact]
    public async Task Hub_WithADamagedAdministratorToken_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("administrator.token"), "password1");

        var problem = await Assert.ThrowsAsync<HubStartException>(() => HubRig.StartAsync(options => options with { TokensFile = null }, folder));

        Assert.Contains("Delete it", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInLink_Used_WorksOnce()
    {
        await using var rig = await HubRig.StartAsync(options => options with { TokensFile = null });
        var link = rig.Hub.NewSignInPath()!;
        using var person = new HttpClient { BaseAddress = rig.Hub.HttpUrl };

        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.HttpAsAnyone().SendAsync(new HttpRequestMessage(HttpMethod.Head, link))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.HttpAsAnyone().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task SignInLink_WhereEveryoneHasATokenOfTheirOwn_DoesNotExist()
    {
        await using var rig = await HubRig.StartAsync();

        Assert.Null(rig.Hub.NewSignInPath());
    }

    [Fact]
    public async Task SignIns_ThatFailTooOften_AreToldToWaitAndTheLogSaysSoOnce()
    {
        await using var rig = await HubRig.StartAsync();
        HttpStatusCode last = default;
        for (var i = 0; i < FailedSignIns.Limit + 3; i++)
        {
            last = i % 2 == 0 ? await WithTokenAsync(rig, "guess") : (await rig.HttpAsAnyone().PostAsync("/sign-in", Form("guess"))).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal(HttpStatusCode.OK, (await rig.Http.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(1, rig.Log.Count(2300));
    }

    private static FormUrlEncodedContent Form(string token) => new([new("token", token)]);

    private static async Task<HttpStatusCode> WithTokenAsync(HubRig rig, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
        request.Headers.Authorization = Tokens.Header(token);
        return (await rig.HttpAsAnyone().SendAsync(request)).StatusCode;
    }
}
