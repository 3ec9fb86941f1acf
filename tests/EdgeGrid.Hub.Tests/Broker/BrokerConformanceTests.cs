using System.Net;
using EdgeGrid.Conformance.Broker;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Broker;

public sealed class EmbeddedBrokerConformance : BrokerConformance
{
    private protected override async Task<BrokerUnderTest> StartAsync(bool withHub)
    {
        var broker = new Embedded();
        await broker.ComeBackAsync();
        return broker;
    }

    /// <summary>It goes and comes with its hub.</summary>
    private sealed class Embedded : BrokerUnderTest
    {
        private readonly TemporaryFolder _folder = new();
        private HubRig? _rig;

        public override IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, Ports.Free());

        public override (string User, string Password) Listener => (Role.Administrator.Word(), Tokens.Of(Role.Administrator));

        public override HttpClient Http => _rig!.Http;

        public override async Task ComeBackAsync() => _rig = await HubRig.StartAsync(options => options with { Mqtt = EndPoint }, _folder);

        public override async Task GoAsync()
        {
            await _rig!.DisposeAsync();
            _rig = null;
        }

        public override Task<IReadOnlyList<string>> FiledAlertsAsync() => _rig!.FiledAlertsAsync();

        public override Task<IReadOnlyList<string>> QuarantineAsync() => _rig!.QuarantineAsync();

        public override async ValueTask DisposeAsync()
        {
            await (_rig?.DisposeAsync() ?? ValueTask.CompletedTask);
            _folder.Dispose();
        }
    }
}

public sealed class MosquittoConformance : BrokerConformance
{
    // Not before 2.0.15 (github.com/eclipse-mosquitto/mosquitto/issues/2340 and 2607); Debian 12 has 2.0.11.
    private protected override bool TellsOfTakeover => false;

    private protected override async Task<BrokerUnderTest> StartAsync(bool withHub)
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        var broker = await Mosquitto.StartAsync();
        if (!withHub)
        {
            return new OfItsOwn(broker, null);
        }

        var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = broker.Url } });
        await rig.ConnectedAsync();
        return new OfItsOwn(broker, rig);
    }

    private sealed class OfItsOwn(Mosquitto broker, HubRig? rig) : BrokerUnderTest
    {
        public override IPEndPoint EndPoint => broker.EndPoint;

        public override HttpClient Http => rig!.Http;

        public override Task GoAsync() => broker.KillAsync();

        public override Task ComeBackAsync() => broker.StartAgainAsync();

        public override Task<IReadOnlyList<string>> FiledAlertsAsync() => rig!.FiledAlertsAsync();

        public override Task<IReadOnlyList<string>> QuarantineAsync() => rig!.QuarantineAsync();

        public override async ValueTask DisposeAsync()
        {
            await (rig?.DisposeAsync() ?? ValueTask.CompletedTask);
            await broker.DisposeAsync();
        }
    }
}
