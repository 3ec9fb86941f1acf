using EdgeGrid.Agent;
using EdgeGrid.Agent.Commands;
using EdgeGrid.Agent.Outbox;

NativeHeap.KeepOne();
LiteDbFinalizers.Survive();
return await AgentCommandLine.InvokeAsync(args, Console.Out, Console.Error);
