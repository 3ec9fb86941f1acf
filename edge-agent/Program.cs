using EdgeGrid.Agent;
using EdgeGrid.Agent.Commands;

NativeHeap.KeepOne();
return await AgentCommandLine.InvokeAsync(args, Console.Out, Console.Error);
