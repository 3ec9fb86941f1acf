using System.CommandLine;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Agent.Commands;

/// <summary>The options that every command has: which configuration, and where the data goes.</summary>
internal sealed class ConfigurationOptions
{
    private readonly Option<string> _config = new("--config", "-c")
    {
        Description = "The gateway's configuration: JSON with comments.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Keep the outbox here, whatever the configuration says.",
        HelpName = "DIR",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_data);
    }

    /// <summary>Null when there is any problem; all of them have been told then.</summary>
    public AgentOptions? Load(ParseResult parsed, IHardware hardware)
    {
        var result = Read(parsed, hardware);
        if (result.Options is null)
        {
            parsed.InvocationConfiguration.Error.WriteLine(result.Explain());
        }

        return result.Options;
    }

    /// <summary>The file as it is now, or its problems.</summary>
    public ConfigurationResult Read(ParseResult parsed, IHardware hardware)
    {
        var result = new AgentConfiguration(Drivers.All, hardware).Load(parsed.GetRequiredValue(_config));
        return result.Options is { } options && parsed.GetValue(_data) is { } folder
            ? result with { Options = options with { Data = options.Data with { Folder = Path.GetFullPath(folder) } } }
            : result;
    }
}
