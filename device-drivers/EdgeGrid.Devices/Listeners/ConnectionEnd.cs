namespace EdgeGrid.Devices.Listeners;

/// <summary>Why a connection of a terminal is no more. Each is counted.</summary>
internal enum ConnectionEnd
{
    /// <summary>The terminal closed it.</summary>
    Closed,

    /// <summary>The network broke it.</summary>
    Broken,

    /// <summary>Refused: there are as many as may be.</summary>
    TooMany,

    /// <summary>Refused: there are as many of its address as may be.</summary>
    TooManyOfAddress,

    /// <summary>No sound frame in the first seconds.</summary>
    NoFirstFrame,

    /// <summary>No sound frame for too long.</summary>
    Idle,

    /// <summary>Bytes that never make a frame.</summary>
    Gibberish,

    /// <summary>It does not read what it is answered.</summary>
    DoesNotRead,

    /// <summary>Nobody who is expected here.</summary>
    Stranger,

    /// <summary>Somebody who is expected here, and does not prove to be that.</summary>
    NotAuthenticated,

    /// <summary>The same terminal has connected anew.</summary>
    Replaced,

    /// <summary>A mistake of ours in what it sent: its own connection only.</summary>
    Failed,

    /// <summary>The gateway stops.</summary>
    Stopped,
}
