namespace EdgeGrid.Devices.Jt808;

/// <summary>What a message is (JT/T 808, annex A).</summary>
internal static class Jt808Id
{
    public const int TerminalAnswer = 0x0001;
    public const int Heartbeat = 0x0002;
    public const int Unregister = 0x0003;
    public const int TimeRequest = 0x0004;
    public const int Register = 0x0100;
    public const int Authenticate = 0x0102;
    public const int Location = 0x0200;
    public const int LocationBatch = 0x0704;
    public const int PlatformAnswer = 0x8001;
    public const int ResendParts = 0x8003;
    public const int ServerTime = 0x8004;
    public const int RegisterAnswer = 0x8100;
    public const int ConfirmAlarm = 0x8203;

    /// <summary>In words; null for one that is not known here.</summary>
    public static string? Name(int id) => id switch
    {
        TerminalAnswer => "terminal-answer",
        Heartbeat => "heartbeat",
        Unregister => "unregister",
        TimeRequest => "time-request",
        Register => "register",
        Authenticate => "authenticate",
        Location => "location",
        LocationBatch => "location-batch",
        PlatformAnswer => "platform-answer",
        ResendParts => "resend-parts",
        ServerTime => "server-time",
        RegisterAnswer => "register-answer",
        ConfirmAlarm => "confirm-alarm",
        _ => null,
    };
}

/// <summary>What a general answer says.</summary>
internal enum Jt808Result
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Failed: who speaks is not authenticated, or not known.</summary>
    Failed = 1,

    /// <summary>The message is wrong.</summary>
    Wrong = 2,

    /// <summary>Not supported.</summary>
    NotSupported = 3,

    /// <summary>The alarm is confirmed.</summary>
    AlarmConfirmed = 4,
}
