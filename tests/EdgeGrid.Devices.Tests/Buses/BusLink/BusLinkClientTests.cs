using System.Diagnostics;
using CsCheck;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Testing;

namespace EdgeGrid.Devices.Tests.Buses.BusLink;

/// <summary>The agent's end against servers that misbehave.</summary>
public sealed class BusLinkClientTests : IDisposable
{
    private static readonly byte[] Welcome = [0, 2, 0, 1];
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("board.sock");

    [Fact]
    public async Task Open_ToAServerOfANewerVersion_SaysBothVersions()
    {
        await using var server = new RawServer(Path, [0, 2, 4, 7]);
        var exception = Assert.Throws<DeviceException>(() => new BoardHardware(Timeout).OpenI2c($"sim:{Path}", 0x48));
        Assert.Contains("version 7", exception.Message, StringComparison.Ordinal);
        Assert.Contains("version 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ToSomethingElse_SaysThatItIsNoBusLink()
    {
        await using var server = new RawServer(Path, "\0\u0010HTTP/1.1 400 Bad"u8.ToArray());
        var exception = Assert.Throws<DeviceException>(() => new BoardHardware(Timeout).OpenI2c($"sim:{Path}", 0x48));
        Assert.Contains("does not speak the bus link", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ToAServerThatSaysNothing_TimesOut()
    {
        await using var server = new RawServer(Path);
        var started = Stopwatch.GetTimestamp();
        Assert.Throws<DeviceException>(() => new BoardHardware(Timeout).OpenI2c($"sim:{Path}", 0x48));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 8);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0 })]
    [InlineData(new byte[] { 0, 1, 0 })]
    [InlineData(new byte[] { 0, 4, 0, 1, 2, 3 })]
    [InlineData(new byte[] { 0, 3, 99, 1, 2 })]
    [InlineData(new byte[] { 0, 1, 1 })]
    [InlineData(new byte[] { 0, 1, 2 })]
    [InlineData(new byte[] { 0, 1, 5 })]
    [InlineData(new byte[] { 0, 9, 0 })]
    public async Task Transfer_WithABrokenAnswer_IsAnIOException(byte[] answer)
    {
        await using var server = new RawServer(Path, Welcome, answer);
        using var device = new BoardHardware(Timeout).OpenI2c($"sim:{Path}", 0x48);
        Assert.Throws<IOException>(() => device.WriteRead([1], new byte[2]));
    }

    [Fact]
    public async Task Transfer_WithAnswersOfNoise_IsAnAnswerOrAnIOException()
    {
        await Gen.Byte.Array[1, 12].SampleAsync(
            async noise =>
            {
                var path = _folder.File($"{Guid.NewGuid():N}.sock");
                await using var server = new RawServer(path, Welcome, noise);
                using var device = new BoardHardware(Timeout).OpenI2c($"sim:{path}", 0x48);
                try
                {
                    device.WriteRead([1], new byte[2]);
                    return noise[0] == 0 && noise[1] == 3 && noise[2] == 0;
                }
                catch (IOException)
                {
                    return true;
                }
            },
            iter: 40);
    }

    [Fact]
    public async Task Pin_Events_AreRefusedWithWhatToDoInstead()
    {
        await using var seat = new BoardSeat(overBusLink: true);
        using var controller = seat.Context.Hardware.OpenGpio(seat.Bus);
        controller.OpenPin(4);
        var exception = Assert.Throws<NotSupportedException>(() => controller.WaitForEvent(4, System.Device.Gpio.PinEventTypes.Rising, Timeout));
        Assert.Contains("read the pin", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
