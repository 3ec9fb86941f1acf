using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeGrid.Testing;

/// <summary>A real process and everything it printed. Killed with its children when disposed.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private RunningProcess(Process process) => _process = process;

    /// <summary>Standard output and standard error, line by line, as they came.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>The same, one by one.</summary>
    public IEnumerable<string> Lines => _lines;

    /// <summary>It is over, by itself or not.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The kernel's number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a program.</summary>
    public static RunningProcess Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var running = new RunningProcess(new Process { StartInfo = start });
        running._process.OutputDataReceived += running.Take;
        running._process.ErrorDataReceived += running.Take;
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Starts a .NET program of this project, as it was built beside the tests: <c>StartProgram("hub/EdgeGrid.Hub", "run")</c>.</summary>
    public static RunningProcess StartProgram(string program, params string[] arguments) => Start("dotnet", [PathOf(program), .. arguments]);

    /// <summary>The program's assembly, of the same configuration as the tests.</summary>
    public static string PathOf(string program)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Repository.PathOf(Path.GetDirectoryName(program)!, "bin", configuration, "net10.0", Path.GetFileName(program) + ".dll");
    }

    /// <summary>Returns as soon as a line holds the text.</summary>
    public async Task SaysAsync(string text, double seconds = 90)
    {
        try
        {
            await Eventually.HoldsAsync(text, () => Output.Contains(text, StringComparison.Ordinal), seconds);
        }
        catch (TimeoutException expired)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not say '{text}' within {seconds} s. It said:\n{Output}", expired);
        }
    }

    /// <summary>Writes to its standard input, as somebody at a keyboard does.</summary>
    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitsAsync(double seconds = 90)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException expired)
        {
            throw new TimeoutException($"Still running after {seconds} s. It said:\n{Output}", expired);
        }

        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs received)
    {
        if (received.Data is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
