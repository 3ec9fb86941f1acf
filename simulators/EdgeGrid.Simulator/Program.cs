using System.CommandLine;
using EdgeGrid.Simulator.Commands;
using EdgeGrid.Simulator.Demo;

var root = new RootCommand("Simulated hardware for EdgeGrid: a whole demo, or one part at a time.")
{
    DemoCommand.Create(),
    BuildingCommand.Create(),
    DeviceCommand.Create(),
    DistrictCommand.Create(),
};

var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();

// A command that does not exist or an option that is wrong: 2, so that scripts can tell it from a failure.
return parsed.Errors.Count > 0 ? 2 : code;
