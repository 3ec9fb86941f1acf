using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Centre;

/// <summary>
/// Answers commands: each is carried out at most once, within its validity, or refused in words. Not safe for several
/// threads.
/// </summary>
internal sealed class CommandDesk(CommandTools tools, CommandLedger ledger, AgentOptions options, GatewayClock clock, ILogger<CommandDesk> log)
{
    // Of the clocks: a command may come from a hub that is a little ahead.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    /// <summary>Answers of the last while: told again whenever the hub comes, which may have missed them.</summary>
    public IReadOnlyList<CommandAnswer> Recent =>
        [.. ledger.Entries.Where(entry => entry.ValidUntil > Now - GatewayCommand.LongestValidity).Select(AnswerOf)];

    private DateTimeOffset Now => clock.Now().At;

    /// <summary>Carries a command out, unless it was begun before, is too late, or cannot be.</summary>
    public async Task<CommandAnswer> AnswerAsync(GatewayCommand command, CancellationToken cancellationToken)
    {
        if (ledger.Find(command.Id) is { } before)
        {
            return AnswerOf(before);
        }

        var answer = Untimely(command) ?? await CarryOutAsync(command, cancellationToken);
        log.Answered(command.Name, command.Id, answer.Outcome.ToString(), answer.Words);
        return answer;
    }

    private CommandAnswer? Untimely(GatewayCommand command) =>
        Now < GatewayClock.Earliest ? Refuse(command, "This gateway does not know what time it is, and so not whether the command is still valid.")
        : command.ValidUntil < Now ? Answer(command.Id, CommandOutcome.Expired, $"It was valid until {command.ValidUntil:u}, and came at {Now:u} by this gateway's clock.")
        : command.ValidUntil > Now + GatewayCommand.LongestValidity + ClocksDiffer ? Refuse(command, $"It would be valid until {command.ValidUntil:u}; no command is for longer than {GatewayCommand.LongestValidity.TotalMinutes:0} minutes.")
        : null;

    private async Task<CommandAnswer> CarryOutAsync(GatewayCommand command, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(command.Arguments);
        var (work, refusal) = tools.Prepare(command, arguments, options);
        if ((refusal ?? arguments.Problem) is { } wrong)
        {
            return Refuse(command, wrong);
        }

        try
        {
            if (!ledger.TryBegin(command, Now))
            {
                return Refuse(command, "Too many commands that are still valid were given to this gateway.");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refuse(command, $"It cannot be written down, so that it might be carried out twice: {failure.Message}");
        }

        var (outcome, words) = await TryAsync(work!, cancellationToken);
        var result = new CommandResult(outcome, words, Now);
        ledger.Complete(command.Id, result);
        return AnswerOf(new CommandEntry(command.Id, command.ValidUntil, result));
    }

    private static async Task<(CommandOutcome Outcome, string Words)> TryAsync(CommandWork work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(cancellationToken);
        }
        catch (Exception failure)
        {
            // The outermost catch-all of a command: it was begun, and has to be answered.
            return (CommandOutcome.Failed, failure is OperationCanceledException ? "The agent stopped before it was done." : failure.Message);
        }
    }

    private CommandAnswer AnswerOf(CommandEntry entry) => entry.Result is { } result
        ? Answer(entry.Id, result.Outcome, result.Words) with { At = result.At }
        : Answer(entry.Id, CommandOutcome.Failed, "The agent ended while it was carried out: nobody knows how far it came. It is not tried again.");

    private CommandAnswer Refuse(GatewayCommand command, string words) => Answer(command.Id, CommandOutcome.Refused, words);

    private CommandAnswer Answer(string id, CommandOutcome outcome, string words) =>
        new() { Id = id, Gateway = options.Gateway.Id, Outcome = outcome, Words = words, At = Now };
}
