using EdgeGrid.Simulation.Serial;
using EdgeGrid.Testing;

namespace EdgeGrid.Simulation.Tests.Serial;

public sealed class PseudoTerminalTests
{
    [Fact]
    public async Task Send_AnyBytes_ArriveAsTheyAre()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using var port = new PortReader(line.Path);
        var all = Enumerable.Range(0, 256).Select(b => (byte)b).ToArray();

        await line.SendAsync(all, TestContext.Current.CancellationToken);

        // No echo, no line editing, no flow control by bytes: a binary protocol passes too.
        await Eventually.HoldsAsync("all bytes arrived", () => port.Text.Length == 256);
        Assert.Equal(string.Concat(all.Select(b => (char)b)), port.Text);
    }

    [Fact]
    public void Send_WithNobodyThere_IsLost()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        Assert.False(line.HasListener);
        Assert.Equal(0, line.Send("lost"u8));
    }

    [Fact]
    public async Task HasListener_FollowsThePort()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using (new PortReader(line.Path))
        {
            await line.WaitForListenerAsync(TestContext.Current.CancellationToken);
            Assert.True(line.HasListener);
        }

        await Eventually.HoldsAsync("nobody listens", () => !line.HasListener);
    }

    [Fact]
    public async Task SendAsync_MoreThanTheLineHolds_WaitsForTheReader()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using var port = new PortReader(line.Path);
        var sending = line.SendAsync(new byte[100_000], TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("all arrived", () => port.Text.Length == 100_000);
        await sending;
    }

    [Fact]
    public async Task SendAsync_WhenTheReaderLeaves_Ends()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        var port = new PortReader(line.Path);
        var sending = line.SendAsync(new byte[100_000], TestContext.Current.CancellationToken);
        port.Dispose();
        await sending.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public void Dispose_Twice_DoesNoHarm()
    {
        var line = PseudoTerminal.Open(TimeProvider.System);
        line.Dispose();
        line.Dispose();
        Assert.Equal(0, line.Send("x"u8));
        Assert.False(line.HasListener);
    }
}
