using EdgeGrid.Hub.Configuration;

return await HubCommandLine.RunAsync(args);
