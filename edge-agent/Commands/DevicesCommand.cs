using System.CommandLine;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent devices [KIND]</c>: what can be attached, and how it is configured; from the drivers themselves.</summary>
internal static class DevicesCommand
{
    // A table must fit on a technician's screen: the rest stands with the kind itself.
    private const int MostInTable = 3;

    public static Command Make()
    {
        var kind = new Argument<string?>("KIND") { Description = "One kind, with all of its options.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "For programs: JSON." };
        var command = new Command("devices", "The kinds of device that this agent knows, with their options and limits.") { kind, json };
        command.SetAction(parsed => Show(parsed.GetValue(kind), parsed.GetValue(json), parsed.InvocationConfiguration));
        return command;
    }

    private static int Show(string? name, bool json, InvocationConfiguration console)
    {
        var kinds = name is null ? Drivers.All : [.. Drivers.All.Where(kind => kind.Name == name)];
        if (kinds.Count == 0)
        {
            var meant = Spelling.Nearest(name!, [.. Drivers.All.Select(kind => kind.Name)]);
            console.Error.WriteLine($"There is no kind \"{name}\".{(meant is null ? "" : $" Did you mean \"{meant}\"?")} agent devices lists them.");
            return AgentCommandLine.WrongUsage;
        }

        if (json)
        {
            console.Output.WriteLine(DevicesJson.Write(kinds));
        }
        else if (name is null)
        {
            PlainTable.Write(console.Output, ["kind", "measures", "what it is"], kinds.Select(kind => (string[])[kind.Name, Measures(kind, most: MostInTable), kind.Summary]));
            console.Output.WriteLine("\nThe options of one: agent devices KIND");
        }
        else
        {
            Describe(kinds[0], console.Output);
        }

        return AgentCommandLine.Done;
    }

    private static void Describe(DeviceKind kind, TextWriter output)
    {
        output.WriteLine($"{kind.Name}: {kind.Summary}");
        output.WriteLine($"measures: {Measures(kind)}\n");
        PlainTable.Write(output, ["option", "value", "default", "limits", "what it does"], kind.Options.SelectMany(option => Rows(option, "")));
        output.WriteLine($"\n{{ \"name\": \"my-{kind.Name}\", \"kind\": \"{kind.Name}\"{string.Concat(kind.Options.Where(option => option.Required).Select(option => $", \"{option.Name}\": …"))} }}");
    }

    private static IEnumerable<string[]> Rows(DeviceOption option, string before) =>
    [
        [before + option.Name, OptionText.Type(option), option.Required ? "required" : OptionText.Show(option, option.Default), OptionText.Limits(option), option.Summary],
        .. option.Fields.SelectMany(field => Rows(field, $"{before}{option.Name}[].")),
    ];

    private static string Measures(DeviceKind kind, int most = int.MaxValue)
    {
        var names = kind.Measures.Select(quantity => quantity.Name()).ToList();
        var or = kind.QuantityOption is null ? ", " : " or ";
        return names.Count == 0 ? "nothing: an output"
            : names.Count <= most ? string.Join(or, names)
            : $"{string.Join(or, names.Take(most))}{or}{names.Count - most} more";
    }
}
