namespace EdgeGrid.Contracts;

/// <summary>The MQTT topics of wire version 1, as docs/wire.md lists them.</summary>
public static class Topics
{
    /// <summary>What every topic begins with.</summary>
    public const string Root = "edgegrid/v1";

    /// <summary>Retained presence of the hub, and its will: the edge does not drain into a hub that is not there.</summary>
    public const string HubStatus = Root + "/hub/status";

    /// <summary>What the hub subscribes to for alerts of every gateway.</summary>
    public const string AllAlerts = Root + "/+/" + AlertsLeaf;

    /// <summary>What the hub subscribes to for readings of every gateway.</summary>
    public const string AllReadings = Root + "/+/" + ReadingsLeaf;

    /// <summary>What the hub subscribes to for evidence of every gateway.</summary>
    public const string AllEvidence = Root + "/+/" + EvidenceLeaf;

    /// <summary>What the hub subscribes to for losses of every gateway.</summary>
    public const string AllLosses = Root + "/+/" + LossesLeaf;

    /// <summary>What the hub subscribes to for the presence of every gateway.</summary>
    public const string AllStatus = Root + "/+/" + StatusLeaf;

    /// <summary>What the hub subscribes to for what gateways say of their configuration.</summary>
    public const string AllConfigReported = Root + "/+/" + ConfigReportedLeaf;

    /// <summary>What the hub subscribes to for answers of every gateway.</summary>
    public const string AllCommandAnswers = Root + "/+/" + CommandAnswersLeaf;

    /// <summary>Last level of <see cref="Alerts"/>.</summary>
    public const string AlertsLeaf = "alerts";

    /// <summary>Last level of <see cref="Readings"/>.</summary>
    public const string ReadingsLeaf = "readings";

    /// <summary>Last level of <see cref="Evidence"/>.</summary>
    public const string EvidenceLeaf = "evidence";

    /// <summary>Last level of <see cref="Losses"/>.</summary>
    public const string LossesLeaf = "losses";

    /// <summary>Last level of <see cref="Status"/>.</summary>
    public const string StatusLeaf = "status";

    /// <summary>Last level of <see cref="Acks"/>.</summary>
    public const string AcksLeaf = "acks";

    /// <summary>Last level of <see cref="Config"/>.</summary>
    public const string ConfigLeaf = "config";

    /// <summary>Last levels of <see cref="ConfigReported"/>.</summary>
    public const string ConfigReportedLeaf = ConfigLeaf + "/reported";

    /// <summary>Last level but one of <see cref="Command"/>.</summary>
    public const string CommandsLeaf = "commands";

    /// <summary>Last levels of <see cref="CommandAnswers"/>.</summary>
    public const string CommandAnswersLeaf = "answers/commands";

    /// <summary>Transitions of alerts: edge to hub, QoS 1, CloudEvents JSON.</summary>
    public static string Alerts(GatewayId gateway) => Of(gateway, AlertsLeaf);

    /// <summary>Batches of readings: edge to hub, QoS 1, SenML.</summary>
    public static string Readings(GatewayId gateway) => Of(gateway, ReadingsLeaf);

    /// <summary>Pictures that belong to alerts: edge to hub, QoS 1, JPEG.</summary>
    public static string Evidence(GatewayId gateway) => Of(gateway, EvidenceLeaf);

    /// <summary>Lines of the loss ledger: edge to hub, QoS 1, JSON.</summary>
    public static string Losses(GatewayId gateway) => Of(gateway, LossesLeaf);

    /// <summary>Presence and health of a gateway: edge to all, retained, and the will.</summary>
    public static string Status(GatewayId gateway) => Of(gateway, StatusLeaf);

    /// <summary>What the hub has committed: hub to edge.</summary>
    public static string Acks(GatewayId gateway) => Of(gateway, AcksLeaf);

    /// <summary>The configuration that the hub wants: hub to edge, retained.</summary>
    public static string Config(GatewayId gateway) => Of(gateway, ConfigLeaf);

    /// <summary>The configuration that a gateway runs, and what became of the one that the hub wants: edge to hub.</summary>
    public static string ConfigReported(GatewayId gateway) => Of(gateway, ConfigReportedLeaf);

    /// <summary>A command: hub to edge.</summary>
    public static string Command(GatewayId gateway, string name) => Of(gateway, $"{CommandsLeaf}/{name}");

    /// <summary>What a gateway subscribes to for its commands.</summary>
    public static string AllCommands(GatewayId gateway) => Of(gateway, CommandsLeaf + "/#");

    /// <summary>What became of commands, the response topic of each: edge to hub.</summary>
    public static string CommandAnswers(GatewayId gateway) => Of(gateway, CommandAnswersLeaf);

    /// <summary>Steps of the cases of one grid cell: hub to all.</summary>
    public static string Cases(string grid) => $"{Root}/cases/{grid}";

    /// <summary>
    /// Takes a topic <c>edgegrid/v1/{gateway}/{leaf}</c> apart.
    /// </summary>
    /// <returns>False for any other topic, the hub's own and the cases' included.</returns>
    public static bool TryParse(string topic, out GatewayId gateway, out string leaf)
    {
        gateway = default;
        leaf = "";
        const string prefix = Root + "/";
        if (!topic.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = topic.AsSpan(prefix.Length);
        var slash = rest.IndexOf('/');
        if (slash <= 0 || !GatewayId.TryParse(rest[..slash].ToString(), out gateway))
        {
            return false;
        }

        leaf = rest[(slash + 1)..].ToString();
        return leaf.Length > 0;
    }

    private static string Of(GatewayId gateway, string leaf) => $"{Root}/{gateway}/{leaf}";
}
