using System.Collections.Concurrent;
using System.Net;

namespace EdgeGrid.Devices.Listeners;

/// <summary>The connections that are open, no more than may be, in all and from one address; and why the others ended.</summary>
internal sealed class ConnectionRoom(ListenerOptions options, RefusalNews news)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<TerminalConnection, Task> _seats = [];
    private readonly Dictionary<IPAddress, int> _ofAddress = [];
    private readonly long[] _ends = new long[Enum.GetValues<ConnectionEnd>().Length];

    public int Count => _seats.Count;

    public ICollection<TerminalConnection> Connections => _seats.Keys;

    /// <summary>How many connections ended, or were refused, for that reason.</summary>
    public long Ended(ConnectionEnd reason) => Interlocked.Read(ref _ends[(int)reason]);

    /// <summary>Takes a place for a connection from there; <see cref="Leave"/> gives it back. False, and counted, when none is free.</summary>
    public bool TryEnter(IPAddress address)
    {
        lock (_gate)
        {
            var count = _ofAddress.GetValueOrDefault(address);
            if (_seats.Count >= options.Connections || count >= options.PerAddress)
            {
                CountEnd(_seats.Count >= options.Connections ? ConnectionEnd.TooMany : ConnectionEnd.TooManyOfAddress, address);
                return false;
            }

            _ofAddress[address] = count + 1;
            return true;
        }
    }

    public void Seat(TerminalConnection connection, Task serving) => _seats[connection] = serving;

    public void Leave(TerminalConnection connection)
    {
        lock (_gate)
        {
            if (--_ofAddress[connection.Address] == 0)
            {
                _ofAddress.Remove(connection.Address);
            }

            _seats.TryRemove(connection, out _);
        }

        CountEnd(connection.Ending!.Value, connection.Address, connection.Who);
    }

    /// <summary>Completes once each connection that is open now has ended.</summary>
    public Task WhenEmptyAsync() => Task.WhenAll(_seats.Values);

    private void CountEnd(ConnectionEnd reason, IPAddress address, string? who = null)
    {
        Interlocked.Increment(ref _ends[(int)reason]);
        news.Note(reason, address, who);
    }
}
