using System.CommandLine;

namespace EdgeGrid.Simulator.Devices;

/// <summary>Every device that <c>device</c> offers. A new one is one file and one line here.</summary>
internal static class SimulatedDevices
{
    /// <summary>In the order in which a technician is shown them.</summary>
    public static IReadOnlyList<Func<Command>> All { get; } =
    [
        AnalogueDevices.Mq2,
        AnalogueDevices.Mq4,
        AnalogueDevices.Mq7,
        AnalogueDevices.Analogue,
        AnalogueDevices.SmokeOptical,
        SwitchDevices.Contact,
        AnalogueDevices.ContactLine,
        SwitchDevices.Relay,
        AirDevices.Scd4x,
        AirDevices.Bme280,
        AirDevices.Sgp30,
        AirDevices.Sgp40,
        AirDevices.Bme680,
        NmeaDevice.Create,
        GpsdDevice.Create,
        Jt808Device.Create,
        Gb26875Device.Create,
        CameraDevice.Create,
        HostMachine.Create,
        ModbusDevice.Create,
        NeighbourDevice.Zigbee2Mqtt,
        NeighbourDevice.Tasmota,
        NeighbourDevice.EspHome,
    ];

    /// <summary>Serves until Ctrl-C, and says what the agent needs to find it.</summary>
    /// <param name="configuration">One device of the agent's configuration, as JSON.</param>
    /// <param name="serve">Works until it is cancelled, and then returns.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(string configuration, Func<CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        try
        {
            await System.Console.Out.WriteLineAsync(configuration);
            await serve(cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
