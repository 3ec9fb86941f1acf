using System.Device.I2c;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>An I2C device that expects exact bytes, in order, and answers with exact bytes: the datasheet's word against the driver's.</summary>
internal sealed class ScriptedI2cDevice(params (string Written, string Answer)[] script) : I2cDevice
{
    private int _next;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x48);

    public bool IsAtItsEnd => _next == script.Length;

    public override void Read(Span<byte> buffer) => WriteRead([], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => WriteRead(buffer, []);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Assert.True(_next < script.Length, $"The driver goes on with {Convert.ToHexString(writeBuffer)} after the script's end.");
        var (written, answer) = script[_next++];
        Assert.Equal(written, Convert.ToHexString(writeBuffer));
        Assert.Equal(answer.Length / 2, readBuffer.Length);
        Convert.FromHexString(answer).CopyTo(readBuffer);
    }
}
