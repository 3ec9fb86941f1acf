using Spectre.Console;

namespace EdgeGrid.Simulator.Demo;

/// <summary>What the demo says at the end.</summary>
internal static class DemoSummary
{
    public static void Write(DemoNarrator narrator, DemoReport report)
    {
        var kinds = string.Join(", ", report.AlertsByKind.Select(kind => $"{kind.Key} {kind.Value}"));
        narrator.Say("");
        narrator.Say($"[bold]{report.Seconds:0} seconds[/]: {report.AlertsRaised} alerts ({Markup.Escape(kinds)}), {report.CasesFiled} cases.");
        narrator.Say($"  lost {Verdict(report.Lost)}, filed twice {Verdict(report.Duplicated)}");
        narrator.Say($"  from alert to committed case  {Words(report.AlertToCaseMs)}");
        if (report.AlertToCaseMsThroughTheCut.Count > 0)
        {
            narrator.Say($"  of those raised while the cable was cut  {Words(report.AlertToCaseMsThroughTheCut)}");
        }

        narrator.Say($"  {report.ReadingsStored} readings stored ({string.Join(", ", report.ReadingsByGateway.Select(gateway => $"{gateway.Key} {gateway.Value}"))})");
        foreach (var loss in report.Losses)
        {
            narrator.Say($"  {loss.Count} readings dropped at the edge: {Markup.Escape(loss.Reason)}");
        }
    }

    private static string Verdict(int count) => count == 0 ? "[green]0[/]" : $"[red]{count}[/]";

    private static string Words(Latency latency) =>
        latency.Count == 0 ? "not measured: there was none" : $"half within {latency.P50} ms, 99 % within {latency.P99} ms ({latency.Count} measured)";
}
