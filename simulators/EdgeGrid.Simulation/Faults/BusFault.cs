namespace EdgeGrid.Simulation.Faults;

/// <summary>What goes wrong on a bus, for every driver alike.</summary>
public enum BusFaultKind
{
    /// <summary>The address is not acknowledged: the chip is unplugged or without power. On SPI nobody drives the line then, and ones are read.</summary>
    Nack = 1,

    /// <summary>A line is held low: nobody on an I2C bus can be spoken to, and zeros are all that is read on SPI.</summary>
    Stuck,

    /// <summary>The chip stops after a few bytes, and the pull-ups fill the rest with ones.</summary>
    ShortRead,

    /// <summary>One bit of what is read arrives wrong.</summary>
    BitFlip,

    /// <summary>The transaction begins and never ends: whoever asks runs into a time-out.</summary>
    Silence,

    /// <summary>The chip holds the clock for longer than the bus allows: the chip has heard it all, and whoever asks runs into a time-out.</summary>
    ClockStretching,
}

/// <summary>A fault that is put on a bus.</summary>
/// <param name="Kind">Of the fault.</param>
/// <param name="Address">The I2C address or the pin that it strikes; null for all. A stuck line always strikes all.</param>
/// <param name="Times">How many transactions it strikes; null until it is cleared.</param>
/// <param name="After">How many transactions that it could strike it lets pass first.</param>
/// <param name="Bytes">Of a short read: how many bytes still arrive.</param>
public sealed record BusFault(BusFaultKind Kind, int? Address = null, int? Times = null, int After = 0, int Bytes = 0);
