using System.CommandLine;
using System.Globalization;
using System.Net;

namespace EdgeGrid.Simulator.Commands;

/// <summary>Options that many commands have.</summary>
internal static class CommonOptions
{
    /// <summary>A TCP port; what is none is wrong usage.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="description">One line.</param>
    /// <param name="usual">When it is left out.</param>
    /// <param name="least">1, or 0 where that means one that is free.</param>
    public static Option<int> Port(string name, string description, int usual, int least = 1) => new(name)
    {
        Description = description,
        HelpName = "PORT",
        DefaultValueFactory = _ => usual,
        CustomParser = parsed =>
        {
            if (int.TryParse(parsed.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= least && port <= IPEndPoint.MaxPort)
            {
                return port;
            }

            parsed.AddError($"{name} {parsed.Tokens[0].Value} is no port: write {least} to {IPEndPoint.MaxPort}.");
            return usual;
        },
    };

    /// <summary>What goes wrong in a simulated device; its help lists what can.</summary>
    /// <typeparam name="T">The faults, and None.</typeparam>
    /// <param name="description">One line.</param>
    /// <param name="name">Of the option.</param>
    public static Option<T?> Fault<T>(string description, string name = "--fault")
        where T : struct, Enum
    {
        var faults = Enum.GetNames<T>().Where(fault => fault != "None").ToList();
        return new(name)
        {
            Description = description,
            HelpName = string.Join('|', faults),
            CustomParser = parsed =>
            {
                if (Enum.TryParse<T>(parsed.Tokens[0].Value, ignoreCase: true, out var fault) && Enum.IsDefined(fault))
                {
                    return fault;
                }

                parsed.AddError($"{name} {parsed.Tokens[0].Value} is not known: write {string.Join(", ", faults)}.");
                return null;
            },
        };
    }
}
