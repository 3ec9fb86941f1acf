using EdgeGrid.Hub;
using EdgeGrid.Hub.Configuration;

NativeHeap.KeepOne();
return await HubCommandLine.RunAsync(args);
