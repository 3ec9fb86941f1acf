using System.Text.Json;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Centre;

/// <summary>Deals with what the hub wants of this gateway, one message after the other: its configuration and commands.</summary>
internal sealed class CentreClerk(GatewayId gateway, CentreLink link, CommandDesk commands, AgentLife life, ILogger<CentreClerk> log) : BackgroundService
{
    /// <summary>Watches a new configuration; null where there is none of the hub's.</summary>
    public RevisionTrial? Trial { get; init; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _ = ReportSettledAsync();
        try
        {
            await foreach (var message in link.Messages.ReadAllAsync(stoppingToken))
            {
                await TryTakeAsync(message, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is sent again by the hub.
            return;
        }
    }

    private async Task TryTakeAsync(CentreMessage message, CancellationToken stopping)
    {
        try
        {
            await TakeAsync(message, stopping);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // The outermost catch-all of the centre's wishes: none of them stops the next, nor anything else.
            log.ClerkStumbled(message.Leaf, bug);
        }
    }

    private async Task TakeAsync(CentreMessage message, CancellationToken stopping)
    {
        switch (message.Leaf)
        {
            case CentreLink.HubIsThere:
                Trial?.ReachHub();
                Report();
                foreach (var answer in commands.Recent)
                {
                    Tell(answer, correlationData: null);
                }

                break;
            case Topics.ConfigLeaf when life.Revisions is { } revisions:
                TakeConfiguration(revisions, message);
                break;
            default:
                await AnswerAsync(message, stopping);
                break;
        }
    }

    private void TakeConfiguration(RevisionDesk revisions, CentreMessage message)
    {
        var heard = revisions.State;
        var taken = revisions.Take(message.Payload, gateway);
        if (revisions.State != heard)
        {
            Report();
        }

        if (taken)
        {
            life.Restart?.Ask();
        }
    }

    private async Task AnswerAsync(CentreMessage message, CancellationToken stopping)
    {
        var (command, trouble) = CommandReader.Read(message, gateway);
        if (command is null)
        {
            log.CommandNotUnderstood(message.Payload.Length, trouble ?? "");
            return;
        }

        Tell(await commands.AnswerAsync(command, stopping), message.CorrelationData);
    }

    private async Task ReportSettledAsync()
    {
        await (Trial?.Settled ?? Task.CompletedTask);
        Report();
    }

    private void Report()
    {
        if (life.Revisions is { } revisions)
        {
            link.Reply(new CentreReply(Topics.ConfigReported(gateway), JsonSerializer.SerializeToUtf8Bytes(revisions.Report(gateway), WireJson.Wire.ReportedConfiguration)));
        }
    }

    private void Tell(CommandAnswer answer, byte[]? correlationData) =>
        link.Reply(new CentreReply(Topics.CommandAnswers(gateway), JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Wire.CommandAnswer), correlationData));
}
