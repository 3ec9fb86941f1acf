using System.Net;
using EdgeGrid.Hub;
using EdgeGrid.Hub.Configuration;

Directory.CreateDirectory("data/hub");
await using var hub = HubHost.Build(new HubOptions { DataFolder = "data/hub", Http = new IPEndPoint(IPAddress.Loopback, 5080) });
await hub.StartAsync();
await hub.WaitForShutdownAsync();
return 0;
