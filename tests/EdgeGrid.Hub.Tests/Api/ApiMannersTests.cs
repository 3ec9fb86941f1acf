using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class ApiMannersTests
{
    private const string Problem = "application/problem+json";

    [Fact]
    public async Task Problems_OfEveryKind_AreProblemDetailsWithWords()
    {
        await using var rig = await HubRig.StartAsync();
        (HttpRequestMessage Request, HttpStatusCode Status)[] cases =
        [
            (new(HttpMethod.Get, "/api/v1/nothing"), HttpStatusCode.NotFound),
            (new(HttpMethod.Put, "/api/v1/alerts"), HttpStatusCode.MethodNotAllowed),
            (new(HttpMethod.Get, "/api/v1/alerts?limit=many"), HttpStatusCode.BadRequest),
            (Post("{", "application/json"), HttpStatusCode.BadRequest),
            (Post("{}", "text/plain"), HttpStatusCode.UnsupportedMediaType),
        ];
        foreach (var (request, status) in cases)
        {
            var answer = await rig.Http.SendAsync(request);

            Assert.Equal((status, Problem), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
            Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
            Assert.Equal(Assert.Single(answer.Headers.GetValues("X-Request-Id")), problem.GetProperty("requestId").GetString());
        }

        Assert.DoesNotContain(rig.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Theory]
    [InlineData("zh-CN, en;q=0.5", "未找到")]
    [InlineData("en, zh;q=0.5", "Not found")]
    [InlineData(null, "Not found")]
    public async Task Problem_ForWhoeverReadsChinese_HasAChineseTitle(string? language, string title)
    {
        await using var rig = await HubRig.StartAsync();
        foreach (var path in new[] { "/api/v1/nothing", "/api/v1/cases/20261123-9999" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept-Language", language);

            var problem = await (await rig.Http.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();

            Assert.Equal(title, problem.GetProperty("title").GetString());
        }
    }

    [Theory]
    [InlineData("Content-Length: 1073741824\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n", "1000000\r\n")]
    public async Task Body_OfAGigabyte_IsRefusedWithoutBeingRead(string announced, string begun)
    {
        await using var rig = await HubRig.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, rig.Hub.HttpUrl.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {Tokens.Header(Role.Administrator)}\r\nContent-Type: application/json\r\n{announced}\r\n{begun}"));
        if (begun.Length > 0)
        {
            // So much is sent and a little more: whoever says nothing of the size is read up to the limit.
            var some = new byte[1024 * 1024];
            Array.Fill(some, (byte)' ');
            try
            {
                for (var i = 0; i < 32; i++)
                {
                    await stream.WriteAsync(some);
                }
            }
            catch (IOException)
            {
                // The hub has closed: it does not want the rest.
            }
        }

        var answer = await ReadSomeAsync(stream);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains(Problem, answer, StringComparison.Ordinal);
    }

    // A POST that takes a body and needs only a permission.
    private const string Target = "/api/v1/warnings";

    private static HttpRequestMessage Post(string body, string type) => new(HttpMethod.Post, Target) { Content = new StringContent(body, Encoding.UTF8, type) };

    private static async Task<string> ReadSomeAsync(NetworkStream stream)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains('}'))
        {
            var read = await stream.ReadAsync(buffer, bound.Token);
            if (read == 0)
            {
                break;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
