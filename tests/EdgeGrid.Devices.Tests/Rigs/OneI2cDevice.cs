using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>Hardware that has one I2C device and nothing else.</summary>
internal sealed class OneI2cDevice(I2cDevice device) : IHardware
{
    public bool IsSimulated(string bus) => true;

    public I2cDevice OpenI2c(string bus, int address) => device;

    public SpiDevice OpenSpi(string bus, int clockHertz) => throw new NotSupportedException();

    public GpioController OpenGpio(string chip) => throw new NotSupportedException();
}
