namespace EdgeGrid.Devices.Switches;

/// <summary>The options of everything that hangs on one pin.</summary>
internal static class PinOptions
{
    public static IReadOnlyList<DeviceOption> All { get; } =
    [
        new("chip", OptionType.Text, "The GPIO chip: gpio:0 for /dev/gpiochip0, or sim:PATH.") { Default = "gpio:0" },
        new("pin", OptionType.Integer, "The pin's number on that chip: BCM numbers on a Raspberry Pi.") { Required = true, Min = 0, Max = 255 },
    ];

    /// <summary>What a technician is told when a pin cannot be had.</summary>
    public static DeviceException Unusable(string chip, int pin, Exception cause) => new(
        DeviceFault.NotResponding,
        $"Pin {pin} of {chip} cannot be used: {cause.Message} Check that the chip has this pin and that no other program or overlay holds it (`gpioinfo` tells).",
        cause);
}
