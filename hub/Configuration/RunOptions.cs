using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage.Postgres;
using EdgeGrid.Hub.Citizens;
using EdgeGrid.Hub.Warnings;
using EdgeGrid.Hub.Webhooks;

namespace EdgeGrid.Hub.Configuration;

/// <summary>The options of <c>hub run</c>: on the command line, or in a file with the same names; the command line wins.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?>[] _all;

    private readonly Option<string?> _http = New("--http", "Address or port of the page and the API. [default: http://127.0.0.1:5080]");
    private readonly Option<string?> _mqtt = New("--mqtt", "Address or port of the embedded broker. [default: 127.0.0.1:1883]");
    private readonly Option<string?> _broker = New("--broker", "Another MQTT 5 broker in place of the embedded one: mqtt://host:1883 or mqtts://host:8883.");
    private readonly Option<string?> _brokerUser = New("--broker-user", "The hub's user name at that broker.");
    private readonly Option<string?> _brokerPassword = New("--broker-password-file", "A file that holds its password and nothing else.");
    private readonly Option<string?> _brokerCa = New("--broker-ca", "PEM of the authority that signed that broker's certificate.");
    private readonly Option<string?> _data = New("--data", "Where the store lies. [default: data/hub]");
    private readonly Option<string?> _store = New("--store", "A PostgreSQL database in place of the file in --data: \"Host=db.example;Database=edgegrid;Username=edgegrid\".");
    private readonly Option<string?> _storePassword = New("--store-password-file", "A file that holds its password and nothing else.");
    private readonly Option<string?> _keepReadings = New("--keep-readings", "For how many days readings are kept. [default: for ever]");
    private readonly Option<string?> _grids = New("--grids", "GeoJSON of the district's cells.");
    private readonly Option<string?> _codes = New("--grid-codes", $"How codes of grids are written: {GridCodeSchemes.Names}. [default: {GridCodeSchemes.Default}]");
    private readonly Option<string?> _tokens = New("--tokens", "Who may use HTTP, as `hub token add` writes it. Needed to listen beyond loopback.");
    private readonly Option<string?> _users = New("--users", "Who may use the broker, as `hub user add` writes it. Needed to listen beyond loopback.");
    private readonly Option<string?> _certificate = New("--mqtt-cert", "PEM certificate: the broker then speaks TLS.");
    private readonly Option<string?> _key = New("--mqtt-key", "PEM key of the certificate.");
    private readonly Option<string?> _citizens = New("--citizens", "JSON of how citizens report through Open311; docs/hub-outward.md has its names.");
    private readonly Option<string?> _webhookSecret = New("--webhooks-secret-file", "A file of the key that signs webhooks. [default: webhook.secret in --data, made when it is not there]");
    private readonly Option<string?> _webhooksPrivate = New("--webhooks-private", "yes lets webhooks reach this machine and private networks. [default: no]");
    private readonly Option<string?> _sender = New("--warnings-sender", "Who signs public warnings: a name of yours that nobody else in the world has, as a domain is. [default: edgegrid.invalid]");
    private readonly Option<string?> _positions = New("--positions-days", "So many days positions of people on duty are kept: 1 to 365. [default: 30]");
    private readonly Option<string?> _config = New("--config", "JSON with comments that holds these options by the same names: { \"http\": \"127.0.0.1:5080\", … }.");

    public RunOptions() =>
        _all =
        [
            _http, _mqtt, _broker, _brokerUser, _brokerPassword, _brokerCa, _data, _store, _storePassword, _keepReadings, _grids, _codes, _tokens, _users,
            _certificate, _key, _citizens, _webhookSecret, _webhooksPrivate, _sender, _positions, _config,
        ];

    public void AddTo(Command command)
    {
        foreach (var option in _all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Only those that say where the store is, and the file that may say it.</summary>
    public void AddStoreTo(Command command)
    {
        foreach (var option in (Option<string?>[])[_data, _store, _storePassword, _config])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="InvalidDataException">Something is not as it must be; every problem stands in the message, one a line.</exception>
    public HubOptions Read(ParseResult parsed)
    {
        var problems = new List<string>();
        var file = parsed.GetValue(_config) is { } path ? ReadFile(path, problems) : [];
        string? Get(Option<string?> option) => parsed.GetValue(option) ?? file.GetValueOrDefault(option.Name.TrimStart('-'));

        var (certificate, key) = (Existing(Get(_certificate), "--mqtt-cert", problems), Existing(Get(_key), "--mqtt-key", problems));
        if (certificate is null != key is null)
        {
            problems.Add("--mqtt-cert and --mqtt-key go together.");
        }

        problems.AddRange(Idle(Get));

        var options = new HubOptions
        {
            Http = EndPoint(Get(_http), 5080, "--http", problems),
            Mqtt = EndPoint(Get(_mqtt), 1883, "--mqtt", problems),
            Broker = Broker(Get, problems),
            DataFolder = Get(_data) ?? Path.Combine("data", "hub"),
            Store = Store(Get, problems),
            KeepReadings = Days(Get(_keepReadings), "--keep-readings", problems),
            GridsFile = Existing(Get(_grids), "--grids", problems),
            GridCodes = Codes(Get(_codes), problems),
            TokensFile = Existing(Get(_tokens), "--tokens", problems),
            UsersFile = Existing(Get(_users), "--users", problems),
            Tracking = new TrackingOptions { PositionsKeptFor = Days(Get(_positions), 30, "--positions-days", problems) },
            Webhooks = Webhooks(Existing(Get(_webhookSecret), "--webhooks-secret-file", problems), Get(_webhooksPrivate), problems),
            Citizens = Citizens(Existing(Get(_citizens), "--citizens", problems), problems),
            Warnings = Warnings(Get(_sender), problems),
            MqttCertificate = certificate is null || key is null ? null : new CertificateOptions(certificate, key),
        };
        return problems.Count == 0 ? options : throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>What would be accepted and then do nothing: whoever set it believes that it protects them.</summary>
    private IEnumerable<string> Idle(Func<Option<string?>, string?> get)
    {
        var broker = get(_broker);
        Option<string?>[] idle = broker is null ? [_brokerUser, _brokerPassword, _brokerCa] : [_mqtt, _users, _certificate, _key];
        foreach (var option in idle.Where(option => get(option) is not null))
        {
            yield return broker is null ? $"{option.Name} does nothing without --broker." : $"{option.Name} is for the embedded broker, and does nothing with --broker.";
        }

        if (get(_storePassword) is not null && get(_store) is null)
        {
            yield return "--store-password-file does nothing without --store.";
        }

        if (broker is not null && get(_brokerPassword) is not null && get(_brokerUser) is null)
        {
            yield return "--broker-password-file needs --broker-user.";
        }

        if (get(_brokerCa) is not null && broker?.StartsWith("mqtt://", StringComparison.Ordinal) == true)
        {
            yield return "--broker-ca needs TLS: a --broker that begins with mqtts://.";
        }
    }

    private ExternalBrokerOptions? Broker(Func<Option<string?>, string?> get, List<string> problems)
    {
        if (get(_broker) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("mqtt" or "mqtts") || url.UserInfo.Length > 0)
        {
            problems.Add($"--broker is '{text}', but must be mqtt://host:port or mqtts://host:port; user and password go in --broker-user and --broker-password-file.");
            return null;
        }

        return new ExternalBrokerOptions
        {
            Url = url,
            User = get(_brokerUser),
            PasswordFile = Existing(get(_brokerPassword), "--broker-password-file", problems),
            CaFile = Existing(get(_brokerCa), "--broker-ca", problems),
        };
    }

    private ExternalStoreOptions? Store(Func<Option<string?>, string?> get, List<string> problems)
    {
        if (get(_store) is not { } address)
        {
            return null;
        }

        if (PostgresAddress.Problem(address) is { } problem)
        {
            problems.Add($"--store cannot be used: {problem}.");
        }

        return new ExternalStoreOptions { ConnectionString = address, PasswordFile = Existing(get(_storePassword), "--store-password-file", problems) };
    }

    private static WebhookOptions Webhooks(string? secret, string? allowPrivate, List<string> problems)
    {
        if (allowPrivate is not (null or "yes" or "no"))
        {
            problems.Add($"--webhooks-private is '{allowPrivate}', but must be yes or no.");
        }

        return new WebhookOptions { SecretFile = secret, AllowPrivate = allowPrivate == "yes" };
    }

    private static CitizenOptions Citizens(string? path, List<string> problems)
    {
        try
        {
            return File.Exists(path) ? CitizenOptions.Load(path) : new CitizenOptions();
        }
        catch (InvalidDataException e)
        {
            problems.Add(e.Message);
            return new CitizenOptions();
        }
    }

    private static WarningOptions Warnings(string? sender, List<string> problems)
    {
        var options = new WarningOptions();
        if (sender is not null && !WarningOptions.IsSender(sender))
        {
            problems.Add($"--warnings-sender is '{sender}', but must be a name like a domain's: no blanks, no commas, no '<', no '&'.");
        }

        return sender is null ? options : options with { Sender = sender };
    }

    private Dictionary<string, string> ReadFile(string path, List<string> problems)
    {
        var values = new Dictionary<string, string>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals("config") || !_all.Any(option => property.NameEquals(option.Name.TrimStart('-'))))
                {
                    problems.Add($"{path}: '{property.Name}' is no option; there are {string.Join(", ", _all.Where(option => option != _config).Select(option => option.Name.TrimStart('-')))}.");
                }
                else
                {
                    values[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
                }
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            problems.Add($"The configuration {path} cannot be read: {e.Message}");
        }

        return values;
    }

    private static IPEndPoint EndPoint(string? text, int defaultPort, string option, List<string> problems)
    {
        if (text is null)
        {
            return new IPEndPoint(IPAddress.Loopback, defaultPort);
        }

        var rest = text.StartsWith("http://", StringComparison.Ordinal) ? text["http://".Length..].TrimEnd('/') : text;
        if (ushort.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return new IPEndPoint(IPAddress.Loopback, port);
        }

        rest = rest.Replace("localhost", IPAddress.Loopback.ToString(), StringComparison.Ordinal);
        if (IPEndPoint.TryParse(rest, out var endPoint))
        {
            return rest.Contains($":{endPoint.Port}", StringComparison.Ordinal) ? endPoint : new IPEndPoint(endPoint.Address, defaultPort);
        }

        problems.Add($"{option} is '{text}', but must be a port or an address of this machine and a port, like 127.0.0.1:{defaultPort} or 0.0.0.0:{defaultPort}.");
        return new IPEndPoint(IPAddress.Loopback, defaultPort);
    }

    private static TimeSpan Days(string? text, int usual, string option, List<string> problems)
    {
        var days = usual;
        if (text is not null && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) || days is < 1 or > 365))
        {
            problems.Add($"{option} is '{text}', but must be 1 to 365.");
            days = usual;
        }

        return TimeSpan.FromDays(days);
    }

    private static string Codes(string? name, List<string> problems)
    {
        if (name is not null && GridCodeSchemes.Of(name) is null)
        {
            problems.Add($"--grid-codes is '{name}', but must be {GridCodeSchemes.Names}.");
        }

        return name ?? GridCodeSchemes.Default;
    }

    private static TimeSpan? Days(string? text, string option, List<string> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500)
        {
            return TimeSpan.FromDays(days);
        }

        problems.Add($"{option} is '{text}', but must be a number of days from 1 to 36500.");
        return null;
    }

    private static string? Existing(string? path, string option, List<string> problems)
    {
        if (path is not null && !File.Exists(path))
        {
            problems.Add($"{option}: there is no file {path}.");
        }

        return path;
    }

    private static Option<string?> New(string name, string description) => new(name) { Description = description };
}
