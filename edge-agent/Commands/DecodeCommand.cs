using System.CommandLine;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent decode KIND [FILE]</c>: what a device once said, as JSON lines.</summary>
internal static class DecodeCommand
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    public static Command Make()
    {
        var command = new Command("decode", "Read a capture, and write it as JSON lines: one object a message or a fix, and {\"error\",\"offset\"} for what cannot be used.");
        foreach (var kind in CaptureKinds.All)
        {
            command.Subcommands.Add(Make(kind));
        }

        return command;
    }

    private static Command Make(CaptureKind kind)
    {
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = $"The capture{(kind.IsText ? "" : ", as bytes or as hexadecimal text with one piece a line")}; without it, or as -, standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(kind.Name, kind.Summary) { file };
        command.SetAction((parsed, stopping) => DecodeAsync(kind, parsed.GetValue(file), parsed.InvocationConfiguration.Error, stopping));
        return command;
    }

    private static async Task<int> DecodeAsync(CaptureKind kind, FileInfo? file, TextWriter error, CancellationToken stopping)
    {
        try
        {
            await using var capture = file is null or { Name: "-" } ? Console.OpenStandardInput() : file.OpenRead();
            await using var output = Console.OpenStandardOutput();
            using var lines = new JsonLines(output);
            var reader = new CaptureReader(kind);
            var read = Task.Run(() => reader.ReadAll(capture, lines), stopping);
            await TellAsync(reader, read, error, stopping);
            return AgentCommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            return AgentCommandLine.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(file is { Exists: false } ? $"There is no file {file.FullName}." : failure.Message);
            return file is { Exists: false } ? AgentCommandLine.WrongUsage : AgentCommandLine.Failed;
        }
    }

    private static async Task TellAsync(CaptureReader reader, Task read, TextWriter error, CancellationToken stopping)
    {
        while (await Task.WhenAny(read, Task.Delay(TellEvery, TimeProvider.System, stopping)) != read)
        {
            stopping.ThrowIfCancellationRequested();
            if (!Console.IsErrorRedirected && Console.IsInputRedirected | Console.IsOutputRedirected)
            {
                await error.WriteLineAsync($"{reader.Read / 1_000_000} MB read …");
            }
        }

        await read;
    }
}
