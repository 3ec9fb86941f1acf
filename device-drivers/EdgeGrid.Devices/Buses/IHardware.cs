using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;

namespace EdgeGrid.Devices.Buses;

/// <summary>
/// Where drivers get their buses. The board's own, a simulator's over the bus link, or a simulator's in the same
/// process: the driver cannot tell.
/// </summary>
public interface IHardware
{
    /// <summary>True when what hangs on this bus is simulated, so that what it measures is marked on the wire.</summary>
    bool IsSimulated(string bus);

    /// <summary>
    /// Opens one address of an I2C bus. Nothing is sent yet.
    /// </summary>
    /// <param name="bus"><c>i2c:1</c> for <c>/dev/i2c-1</c>, or <c>sim:PATH</c> for the bus link at a socket.</param>
    /// <param name="address">7 bits.</param>
    /// <exception cref="DeviceException">There is no such bus, or no permission.</exception>
    I2cDevice OpenI2c(string bus, int address);

    /// <summary>
    /// Opens one chip select of an SPI bus, mode 0, most significant bit first. Nothing is sent yet.
    /// </summary>
    /// <param name="bus"><c>spi:0.1</c> for <c>/dev/spidev0.1</c>, or <c>sim:PATH</c> for chip select 0 of the bus link at a socket.</param>
    /// <param name="clockHertz">As fast as the chip may be clocked.</param>
    /// <exception cref="DeviceException">There is no such bus, or no permission.</exception>
    SpiDevice OpenSpi(string bus, int clockHertz);

    /// <summary>
    /// Opens a GPIO chip.
    /// </summary>
    /// <param name="chip"><c>gpio:0</c> for <c>/dev/gpiochip0</c>, or <c>sim:PATH</c> for the bus link at a socket.</param>
    /// <exception cref="DeviceException">There is no such chip, or no permission.</exception>
    GpioController OpenGpio(string chip);
}
