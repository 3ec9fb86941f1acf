namespace EdgeGrid.Devices.Mqtt;

/// <summary>What the configuration may say of topics.</summary>
internal static class MapOptions
{
    public const string Map = "map";
    public const string Availability = "availability";
    private const int MostRows = 200;

    private const string TrueWords = "true, on, 1";

    /// <summary>What a neighbour may measure: everything but what only the gateway or a camera does.</summary>
    public static IReadOnlyList<Quantity> Quantities { get; } =
    [
        Quantity.Fire,
        Quantity.Contact,
        Quantity.Sos,
        Quantity.Trouble,
        Quantity.Methane,
        Quantity.CombustibleGas,
        Quantity.CarbonMonoxide,
        Quantity.HydrogenSulfide,
        Quantity.Oxygen,
        Quantity.CarbonDioxide,
        Quantity.VolatileOrganics,
        Quantity.Smoke,
        Quantity.Temperature,
        Quantity.Humidity,
        Quantity.Pressure,
        Quantity.Voltage,
        Quantity.Battery,
        Quantity.LinkQuality,
        Quantity.Position,
    ];

    public static IReadOnlyList<DeviceOption> All { get; } =
    [
        new(Map, OptionType.Table, "What the topics tell.")
        {
            Required = true,
            Min = 1,
            Max = MostRows,
            Fields =
            [
                Topic("zigbee2mqtt/+") with { Misfit = MapRow.TopicMisfit },
                new("json", OptionType.Text, "Where in the JSON the value stands: AM2301.Temperature. Not set: the payload is the value.") { Objection = JsonSteps.Objection },
                new("quantity", OptionType.Text, "What it is.") { Required = true, Choices = [.. Quantities.Select(quantity => quantity.Name())] },
                new("active", OptionType.Text, "For what is so or not: the words that mean that it is.") { Default = TrueWords, Objection = StateWords.Objection, Misfit = MapRow.WordsMisfit },
                new("rest", OptionType.Text, "The words that mean that it is not; * for all others. Not set: the opposites of true, on, 1, open, yes, online.") { Objection = StateWords.Objection },
                new("scale", OptionType.Number, "For a number: multiplied by this.") { Default = 1.0, Min = -1e9, Max = 1e9, Misfit = MapRow.ScaleMisfit },
                new("offset", OptionType.Number, "For a number: then added.") { Default = 0.0, Min = -1e9, Max = 1e9 },
                Part(),
            ],
        },
        new(Availability, OptionType.Table, "Where it stands who is there.")
        {
            Min = 0,
            Max = MostRows,
            Fields =
            [
                Topic("zigbee2mqtt/+/availability"),
                new("json", OptionType.Text, "Where in the JSON it stands: state. Not set: the payload says it.") { Objection = JsonSteps.Objection },
                new("online", OptionType.Text, "The words that mean that it is there; all others mean that it is not.") { Default = "online", Objection = StateWords.Objection },
                Part(),
            ],
        },
        new("lastSeen", OptionType.Text, "Where in the JSON it stands when the neighbour was last heard, as ISO 8601 or since 1970 in seconds or milliseconds.")
        {
            Default = "last_seen", Objection = JsonSteps.Objection,
        },
        new("heardWithin", OptionType.Duration, "A neighbour that is not heard for so long is silent. Battery sensors speak once a day; set less where all speak more often.") { Default = TimeSpan.FromHours(25), Min = 5, Max = 30 * 24 * 3600 },
    ];

    /// <summary>Trouble first, which is told of every neighbour as long as it is heard; then what the map says, in its order.</summary>
    public static IReadOnlyList<Quantity> Measured(DeviceSettings settings) =>
        [.. settings.Rows(Map).Select(row => Devices.Quantities.Named(row.OptionalText("quantity") ?? "")).OfType<Quantity>().Prepend(Quantity.Trouble).Distinct()];

    private static DeviceOption Topic(string example) =>
        new("topic", OptionType.Text, $"The topic, with + for the level that tells the neighbours apart: {example}.") { Required = true, Objection = TopicFilter.Objection };

    private static DeviceOption Part() =>
        new("part", OptionType.Text, "What the neighbour is called here. Not set: what stands in place of the +.")
        {
            Objection = part => PartKind.IsName(part) ? null : "a name has 1 to 64 of A-Z, a-z, 0-9, '-', '.' and '_'",
        };
}
