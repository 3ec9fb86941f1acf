using System.Net;
using System.Net.Sockets;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gb26875;
using EdgeGrid.Devices.Listeners;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Gb26875;

public sealed class Gb26875GuardTests : IDisposable
{
    private readonly Clock _clock = new();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Gb26875Session _session;

    public Gb26875GuardTests()
    {
        var parts = new Gb26875Parts(DriverSettings.ForParts(Gb26875Server.Kind, ["379"]));
        var options = new Gb26875SessionOptions(parts, new Gb26875Meaning(parts, honoursTestBit: false), TimeSpan.FromHours(1), GuardMinutes: 10, _clock);
        _session = new Gb26875Session(new TerminalConnection(_socket, IPAddress.Loopback, 0), options);
        Hear(Gb26875Frame.SystemState(_clock.Now, 1));
    }

    [Fact]
    public void Guard_WhoDoesNotAnswer_IsTroubleUntilSomebodyDoes()
    {
        Assert.Equal(0, TroubleAfter(TimeSpan.FromMinutes(59)));
        var order = Assert.Single(Tick(TimeSpan.FromMinutes(2)).SelectMany(report => report.Answers));
        Assert.Equal([91, 1, 10], order[27..30]);
        Assert.Equal(0, TroubleAfter(TimeSpan.FromMinutes(9)));
        Assert.Equal(1, TroubleAfter(TimeSpan.FromMinutes(2)));

        Hear(Gb26875Frame.DeviceOperation(_clock.Now, 1 << 5));
        Assert.Equal(0, TroubleAfter(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Guard_WhoAnswersInTime_IsNoTrouble()
    {
        Tick(TimeSpan.FromMinutes(61));
        Hear(Gb26875Frame.DeviceOperation(_clock.Now, 1 << 5));
        Assert.Equal(0, TroubleAfter(TimeSpan.FromMinutes(11)));
    }

    public void Dispose() => _socket.Dispose();

    private void Hear(byte[] data) => Assert.Equal(1, _session.Take(Gb26875Frame.Of(1, _clock.Now, 0x379, 1, 2, data), []));

    private double TroubleAfter(TimeSpan pause) => Assert.Single(Tick(pause).SelectMany(report => report.Measurements)).Value;

    private List<Report> Tick(TimeSpan pause)
    {
        var reports = new List<Report>();
        _clock.Now += pause;
        _session.Tick(reports);
        return reports;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.Ticks;
    }
}
