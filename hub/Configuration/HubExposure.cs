using System.Net;

namespace EdgeGrid.Hub.Configuration;

/// <summary>Safe by default: a hub that others can reach must know who they are.</summary>
internal static class HubExposure
{
    /// <summary>What has to be set before these options may run; null when they may.</summary>
    public static string? Problem(HubOptions options)
    {
        if (!IPAddress.IsLoopback(options.Http.Address) && options.TokensFile is null)
        {
            return $"HTTP on {options.Http} would be reached by others. Make a token for each with `hub token add NAME --role ROLE --tokens FILE` and give the file with --tokens FILE, or stay on 127.0.0.1.";
        }

        if (options.Broker is null && !IPAddress.IsLoopback(options.Mqtt.Address) && options.UsersFile is null)
        {
            return $"MQTT on {options.Mqtt} would be open to anyone who can reach it. Add each gateway with `hub user add ID --users FILE` and give the file with --users FILE (and --mqtt-cert, --mqtt-key for TLS), or stay on 127.0.0.1.";
        }

        return null;
    }
}
