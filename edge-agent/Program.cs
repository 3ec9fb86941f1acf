using EdgeGrid.Agent.Commands;

return await AgentCommandLine.InvokeAsync(args, Console.Out, Console.Error);
