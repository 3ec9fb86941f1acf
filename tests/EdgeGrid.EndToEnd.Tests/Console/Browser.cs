using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EdgeGrid.EndToEnd.Tests.Console;

/// <summary>
/// The system's Chromium, without a window. It keeps a note of everything that should not happen on a page: errors,
/// violations of the content security policy, requests to anywhere but the hub.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly ConcurrentQueue<string> _complaints = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>What went wrong on any page of this test.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Makes it ready for a test, or skips the test where the system has none. One process serves all tests of a class.</summary>
    public async Task ReadyAsync()
    {
        var program = Places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "No Chromium on this machine; ./edgegrid test installs it.");
        _complaints.Clear();
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Quiet });
    }

    /// <summary>Opens a page as somebody new, who signs in by hand, and waits until it is live.</summary>
    public async Task<IPage> OpenAsync(Uri url, string token, int width = 1400, int height = 840)
    {
        var page = await _browser!.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            TimezoneId = "Asia/Shanghai",
        });
        page.Console += (_, message) => NoteIf(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.Request += (_, request) => NoteIf(IsElsewhere(request.Url, url), $"asked elsewhere: {request.Url}");
        await page.GotoAsync(url.AbsoluteUri);
        await page.GetByLabel("Token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForSelectorAsync("header.top");
        return page;
    }

    /// <summary>Closes every page.</summary>
    public async Task LeaveAsync()
    {
        foreach (var window in _browser?.Contexts ?? [])
        {
            await window.CloseAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static bool IsElsewhere(string asked, Uri hub) =>
        new Uri(asked) is { Scheme: not ("data" or "blob") } address && address.Authority != hub.Authority;

    private void NoteIf(bool wrong, string complaint)
    {
        if (wrong)
        {
            _complaints.Enqueue(complaint);
        }
    }
}
