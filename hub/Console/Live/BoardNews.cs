using System.Net.ServerSentEvents;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Client;

namespace EdgeGrid.Hub.Console.Live;

/// <summary>What was told since the page was last drawn.</summary>
internal sealed record BoardNews
{
    public const string Alerts = "alerts/stream";

    public const string Cases = "cases/stream";

    public const string Gateways = "gateways/stream";

    /// <summary>Transitions of alerts, newest first; no more of them are shown than the list is long.</summary>
    public IReadOnlyList<AlertView> Transitions { get; private set; } = [];

    /// <summary>Alerts whose pictures arrived.</summary>
    public HashSet<(GatewayId Gateway, string AlertId)> Pictures { get; } = [];

    /// <summary>Gateways as they stand now.</summary>
    public Dictionary<GatewayId, GatewayView> Changed { get; } = [];

    /// <summary>Steps in which something happened to cases. One that a case only left is known by its count.</summary>
    public HashSet<CaseStep> Steps { get; } = [];

    public bool Configurations { get; private set; }

    public bool Commands { get; private set; }

    /// <summary>The streams of which nobody knows what they would have told: all that they are about is read anew.</summary>
    public HashSet<string> Unknown { get; } = [];

    public bool OfAlerts => Transitions.Count > 0 || Unknown.Contains(Alerts);

    public bool OfCases => Steps.Count > 0 || Unknown.Contains(Cases);

    /// <summary>Everything that is shown.</summary>
    public static BoardNews Everything() => new() { Unknown = { Alerts, Cases, Gateways } };

    /// <summary>Takes note of an event of any of the streams; one that it does not know tells nothing that is shown.</summary>
    public void Take(SseItem<string> told)
    {
        switch (told.EventType)
        {
            case "alert":
                Transitions = [HubClient.Read<AlertView>(told), .. Transitions.Take(BoardSnapshot.MostAlerts)];
                break;
            case "picture":
                var picture = HubClient.Read<PictureTold>(told);
                Pictures.Add((picture.Gateway, picture.AlertId));
                break;
            case "case":
                Steps.Add(HubClient.Read<CaseEventTold>(told).Step);
                break;
            case "gateway":
                var gateway = HubClient.Read<GatewayView>(told);
                Changed[gateway.Gateway] = gateway;
                break;
            case "configuration":
                Configurations = true;
                break;
            case "command":
                Commands = true;
                break;
            default:
                break;
        }
    }
}
