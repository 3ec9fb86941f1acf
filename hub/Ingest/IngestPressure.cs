namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Bounds what is on its way from the embedded broker to the store, in messages and in bytes. The receive queue of an
/// MQTT client has no bound of its own, so the broker waits here before it passes a message on: the sender's
/// connection stops being read, and TCP slows it down. Another broker is bounded by the receive maximum instead.
/// </summary>
internal sealed class IngestPressure(int maxMessages, long maxBytes)
{
    private readonly Lock _gate = new();
    private int _messages;
    private long _bytes;
    private bool _flowing;
    private TaskCompletionSource? _room;

    /// <summary>How many messages are on their way.</summary>
    public int Messages
    {
        get
        {
            lock (_gate)
            {
                return _messages;
            }
        }
    }

    /// <summary>Ingest is (or is no longer) subscribed. What is not passed on is not counted.</summary>
    public void Flow(bool flowing)
    {
        lock (_gate)
        {
            (_flowing, _messages, _bytes) = (flowing, 0, 0);
            Wake();
        }
    }

    /// <summary>Counts a message in, when there is room for it.</summary>
    public async ValueTask EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (!_flowing)
                {
                    return;
                }

                if (_messages < maxMessages && (_messages == 0 || _bytes + bytes <= maxBytes))
                {
                    _messages++;
                    _bytes += bytes;
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Counts a message out: it is in the store.</summary>
    public void Leave(long bytes)
    {
        lock (_gate)
        {
            // Messages of a connection that is gone may still come out after the count began anew.
            _messages = Math.Max(0, _messages - 1);
            _bytes = Math.Max(0, _bytes - bytes);
            Wake();
        }
    }

    private void Wake()
    {
        _room?.TrySetResult();
        _room = null;
    }
}
