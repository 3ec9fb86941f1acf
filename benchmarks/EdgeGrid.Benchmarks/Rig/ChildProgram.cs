using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>A program of this project in a process of its own. Killed when it is disposed.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private const int RememberedLines = 12;

    private readonly Process _process;
    private readonly string _name;
    private readonly Channel<Said> _lines = Channel.CreateUnbounded<Said>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<string> _last = new();

    private ChildProgram(string name, Process process)
    {
        (_name, _process) = (name, process);
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _lines.Writer.TryComplete();
        _process.EnableRaisingEvents = true;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The kernel's number of it.</summary>
    public int Id => _process.Id;

    /// <summary>Starts <c>NAME.dll</c>, which stands beside this program.</summary>
    public static ChildProgram Start(string assembly, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(assembly, new Process { StartInfo = start });
    }

    /// <summary>A TCP port of loopback that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>To its standard input.</summary>
    public async Task TellAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Returns with the next line that holds the text; those before it are gone.</summary>
    /// <exception cref="InvalidOperationException">It ended without.</exception>
    public async Task<Said> SaysAsync(string text, CancellationToken cancellationToken)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
        {
            if (line.Words.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"{_name} ended without '{text}'. It said last:\n{LastWords()}");
    }

    /// <summary>What it holds now.</summary>
    public ProcessState State() => ProcessState.Read(_process.Id);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private string LastWords()
    {
        lock (_last)
        {
            return string.Join('\n', _last);
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_last)
        {
            _last.Enqueue(line);
            if (_last.Count > RememberedLines)
            {
                _last.Dequeue();
            }
        }

        _lines.Writer.TryWrite(new Said(TimeProvider.System.GetUtcNow(), line));
    }
}

/// <summary>A line that a program has printed, and when it was read.</summary>
internal sealed record Said(DateTimeOffset At, string Words);
