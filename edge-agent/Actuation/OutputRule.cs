using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Actuation;

/// <summary>What an alert asks of an output.</summary>
internal enum OutputDemand
{
    None,
    On,
    Off,
}

/// <summary>Decides when one output is on: no hardware, no clock. Not safe for several threads.</summary>
internal sealed class OutputRule(OutputOptions options)
{
    private readonly HashSet<string> _heldBy = [];

    /// <summary>An alert that switched it on has not cleared.</summary>
    public bool IsHeld => _heldBy.Count > 0;

    /// <summary>Takes one transition of one alert.</summary>
    public OutputDemand Next(Alert alert)
    {
        if (alert.Transition == AlertTransition.Cleared)
        {
            // With a fixed duration the clock alone switches it off.
            return _heldBy.Remove(alert.AlertId) && _heldBy.Count == 0 && options.For is null ? OutputDemand.Off : OutputDemand.None;
        }

        // Red, the highest, is 1.
        if (!options.On.Contains(alert.Kind) || alert.Level > options.AtLeast)
        {
            return OutputDemand.None;
        }

        _heldBy.Add(alert.AlertId);
        return OutputDemand.On;
    }
}
