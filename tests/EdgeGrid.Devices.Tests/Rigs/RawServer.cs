using System.Net.Sockets;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>A server on a Unix-domain socket that says to each client what a test wants, whatever the client says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _serving;

    public RawServer(string path, params byte[][] says)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = Task.Run(() => ServeAsync(says));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync(byte[][] says)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptAsync(_stopping.Token);
                await SayAsync(client, says);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The test is over, or the client hung up on what it was told: on to the next one.
                continue;
            }
        }
    }

    // One saying for each message of the client; then nothing more, with the line open.
    private async Task SayAsync(Socket client, byte[][] says)
    {
        var buffer = new byte[8192];
        foreach (var saying in says)
        {
            if (await client.ReceiveAsync(buffer, _stopping.Token) == 0)
            {
                return;
            }

            await client.SendAsync(saying, _stopping.Token);
        }

        int received;
        do
        {
            received = await client.ReceiveAsync(buffer, _stopping.Token);
        }
        while (received > 0);
    }
}
