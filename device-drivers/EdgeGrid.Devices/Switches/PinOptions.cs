using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Switches;

/// <summary>The options of everything that hangs on one pin.</summary>
internal static class PinOptions
{
    public static IReadOnlyList<DeviceOption> All { get; } =
    [
        new("chip", OptionType.Text, "The GPIO chip: gpio:0 for /dev/gpiochip0, or sim:PATH.") { Default = "gpio:0", Bus = BusFamily.Gpio },
        new("pin", OptionType.Integer, "The pin's number on that chip: BCM numbers on a Raspberry Pi.") { Required = true, Min = 0, Max = 255, Claim = Claim("chip", "pin") },
    ];

    /// <summary>A pin has one user.</summary>
    /// <param name="chip">Name of the option with its chip.</param>
    /// <param name="pin">Name of the option with its number.</param>
    public static Func<DeviceSettings, Claim?> Claim(string chip, string pin) => settings => settings.OptionalInteger(pin) is { } number
        ? new Claim($"pin {number} of {settings.Text(chip)}", "Wire one of them to another pin.")
        : null;

    /// <summary>What a technician is told when a pin cannot be had.</summary>
    public static DeviceException Unusable(string chip, int pin, Exception cause) => new(
        DeviceFault.NotResponding,
        $"Pin {pin} of {chip} cannot be used: {cause.Message} Check that the chip has this pin and that no other program or overlay holds it (`gpioinfo` tells).",
        cause);
}
