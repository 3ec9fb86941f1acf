using System.CommandLine;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Grids;
using Terminal = System.Console;

namespace EdgeGrid.Hub.Configuration;

/// <summary>
/// <c>hub run</c>, <c>hub grids check</c>, <c>hub user add</c>, <c>hub token add</c>, and <see cref="StoreCommands"/>. Exit
/// codes: 0 ended when told to, 1 could not start or go on, 2 asked for something that cannot be.
/// </summary>
internal static class HubCommandLine
{
    public const int Failed = 1;
    public const int Misused = 2;

    /// <summary>The hub takes its own time to commit and say goodbye; after so long something hangs.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("EdgeGrid's hub: takes alerts and readings from gateways, and files cases.");
        root.Subcommands.Add(RunCommand());
        root.Subcommands.Add(GridCommands.Create());
        foreach (var command in StoreCommands.All())
        {
            root.Subcommands.Add(command);
        }

        root.Subcommands.Add(new Command("user", "Who may use the broker.") { AddUserCommand() });
        root.Subcommands.Add(new Command("token", "Who may use the page and the API.") { AddTokenCommand() });
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = EndTime });
        return parsed.Errors.Count > 0 ? Misused : code;
    }

    private static Command RunCommand()
    {
        var options = new RunOptions();
        var command = new Command("run", "Runs the hub until it is told to end (Ctrl-C).");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            HubOptions hub;
            try
            {
                hub = options.Read(parsed);
            }
            catch (InvalidDataException e)
            {
                await Terminal.Error.WriteLineAsync(e.Message);
                return Misused;
            }

            if (HubExposure.Problem(hub) is { } exposed)
            {
                await Terminal.Error.WriteLineAsync(exposed);
                return Misused;
            }

            return await ServeAsync(hub, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ServeAsync(HubOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // One after another: the next begins where a backup was handed over to the one at work.
            while (await ServeOnceAsync(options, cancellationToken) is { } next)
            {
                options = next;
            }

            return 0;
        }
        catch (HubStartException e)
        {
            await Terminal.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    /// <returns>How to go on, with a store that is to be restored; null when it is over.</returns>
    private static async Task<HubOptions?> ServeOnceAsync(HubOptions options, CancellationToken cancellationToken)
    {
        await using var hub = HubHost.Build(options);
        await hub.StartAsync(cancellationToken);
        await Terminal.Out.WriteLineAsync($"EdgeGrid hub: page and API at {hub.HttpUrl}, gateways at {hub.MqttEndPoint?.ToString() ?? options.Broker?.Url.ToString()}");
        await SayHowToSignInAsync(hub);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = hub.WaitForShutdownAsync(over.Token);
        var handedOver = hub.BackupHandedOverAsync(over.Token);
        var restores = await Task.WhenAny(ended, handedOver) == handedOver && !cancellationToken.IsCancellationRequested;
        var next = restores ? hub.OptionsToGoOn() : null;
        await over.CancelAsync();
        await ended;
        return next;
    }

    private static async Task SayHowToSignInAsync(HubHost hub)
    {
        if (hub.AdministratorTokenFile is not { } file)
        {
            return;
        }

        await Terminal.Out.WriteLineAsync($"The administrator's token is in {file}");
        if (!Terminal.IsOutputRedirected)
        {
            // To whoever sits there, and to no log.
            await Terminal.Out.WriteLineAsync($"Sign in once, within the hour, with {new Uri(hub.HttpUrl, hub.NewSignInPath())}");
        }
    }

    private static Command AddUserCommand()
    {
        var name = new Argument<string>("name") { Description = "A gateway's id, or an observer's name." };
        var file = new Option<FileInfo>("--users") { Description = "The user file; made when it does not exist.", Required = true };
        var observer = new Option<bool>("--observer") { Description = "Somebody who only listens, in place of a gateway." };
        var role = new Option<string>("--role") { Description = $"With --observer: listens to what this role may see, and not to everything. {Roles.Words}." };
        var command = new Command("add", "Adds a user, or gives one a new password. Reads the password from standard input.") { name, file, observer, role };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, kind) = (parsed.GetRequiredValue(name), parsed.GetValue(observer) ? ClientRole.Observer : ClientRole.Gateway);
            Role? person = Roles.TryParse(parsed.GetValue(role), out var known) ? known : null;
            if (parsed.GetValue(role) is { } wanted && (person is null or Role.Gateway || kind == ClientRole.Gateway))
            {
                await Terminal.Error.WriteLineAsync($"--role {wanted} cannot be: it goes with --observer, and is one of {Roles.Words} but gateway.");
                return Misused;
            }

            if (!UserFile.IsName(who, kind))
            {
                await Terminal.Error.WriteLineAsync(kind == ClientRole.Gateway
                    ? $"'{who}' cannot be a gateway: {Contracts.GatewayId.Rule}."
                    : $"'{who}' cannot be an observer: {UserFile.NameRule}.");
                return Misused;
            }

            var password = await Terminal.In.ReadLineAsync(cancellationToken);
            if (string.IsNullOrEmpty(password))
            {
                await Terminal.Error.WriteLineAsync("No password came in on standard input: `hub user add … < password-file`.");
                return Misused;
            }

            return await SecretLines.PutAsync(parsed.GetRequiredValue(file), who, UserFile.LineFor(who, kind, password, person), cancellationToken);
        });
        return command;
    }

    private static Command AddTokenCommand()
    {
        var name = new Argument<string>("name") { Description = "Who is to have it." };
        var file = new Option<FileInfo>("--tokens") { Description = "The token file; made when it does not exist.", Required = true };
        var role = new Option<string>("--role") { Description = $"What they are to the hub: {Roles.Words}.", Required = true };
        var department = new Option<string>("--department") { Description = $"The id of the department that a token of the role {Role.Department.Word()} stands for; its name when that is the same." };
        var command = new Command("add", "Makes a token and shows it, once.") { name, file, role, department };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var who = parsed.GetRequiredValue(name);
            if (!UserFile.IsName(who, ClientRole.Observer))
            {
                await Terminal.Error.WriteLineAsync($"'{who}' cannot be a name: {UserFile.NameRule}.");
                return Misused;
            }

            if (!Roles.TryParse(parsed.GetRequiredValue(role), out var what))
            {
                await Terminal.Error.WriteLineAsync($"'{parsed.GetRequiredValue(role)}' is no role: the roles are {Roles.Words}.");
                return Misused;
            }

            var whose = parsed.GetValue(department);
            if (whose is not null && (what != Role.Department || !GridCell.IsCode(whose)))
            {
                await Terminal.Error.WriteLineAsync($"--department is the id of a department, 1 to 32 letters, digits or hyphens, and goes with --role {Role.Department.Word()}.");
                return Misused;
            }

            var (token, line) = TokenFile.Create(who, what, whose);
            var code = await SecretLines.PutAsync(parsed.GetRequiredValue(file), who, line, cancellationToken);
            if (code == 0)
            {
                await Terminal.Out.WriteLineAsync(token);
            }

            return code;
        });
        return command;
    }
}
