using System.Net;
using System.Net.Sockets;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Tests.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>How the publisher comes to its broker, stays there and comes back.</summary>
public sealed class BrokerConnectionTests
{
    [Fact]
    public async Task Broker_ThatTakesTheConnectionAndNeverGreets_IsGivenUpAndTriedAgain()
    {
        await using var rig = new PublisherRig(settings => settings with { GreetedWithin = TimeSpan.FromSeconds(1) });
        rig.Outbox.Append(OutboxRig.Alert());
        using (var mute = new TcpListener(IPAddress.Loopback, rig.Hub.Port))
        {
            mute.Start();
            await rig.StartAsync();
            await Eventually.HoldsAsync("the log tells", () => rig.Log.Text.Contains("has not answered for 1 s", StringComparison.Ordinal));
        }

        await rig.Hub.StartAsync();
        await rig.DrainedAsync(Lane.Alerts);
    }

    [Fact]
    public async Task Broker_CutOffAndBack_EverythingArrivesInOrder()
    {
        await using var rig = new PublisherRig();
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        for (var i = 1; i <= 30; i++)
        {
            rig.Outbox.Append(OutboxRig.Alert($"alert {i}"));
            rig.Outbox.Append(OutboxRig.Reading(i));
            if (i is 10 or 20)
            {
                await rig.Hub.StopAsync();
            }

            if (i is 15 or 25)
            {
                await rig.Hub.StartAsync();
            }
        }

        rig.Outbox.Flush();
        await rig.DrainedAsync(Lane.Alerts);
        await rig.DrainedAsync(Lane.Readings);

        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), rig.Hub.Alerts.Select(message => message.Sequence).Distinct());
        Assert.Equal(30, rig.Hub.Batches.DistinctBy(message => message.Sequence).Sum(message => message.Count));
    }

    [Fact]
    public async Task Broker_NotThere_IsTriedAtTheReconnectPace()
    {
        var time = new FakeTimeProvider();
        await using var rig = new PublisherRig(
            settings => settings with { FirstPause = TimeSpan.FromSeconds(100), LongestPause = TimeSpan.FromSeconds(250) }, time: time);
        await rig.StartAsync();
        await Eventually.HoldsAsync("it has tried four times", () =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return rig.Log.Lines.Count(line => line.EventId == 1401) >= 4;
        });

        var pauses = rig.Log.Lines.Where(line => line.EventId == 1401).Select(line => TimeSpan.Parse(line.Text.Split(' ')[^2])).ToList();
        Assert.InRange(pauses[0].TotalSeconds, 0, 100);
        Assert.InRange(pauses[1].TotalSeconds, 100, 200);
        Assert.All(pauses[2..4], pause => Assert.InRange(pause.TotalSeconds, 125, 250));
    }

    [Fact]
    public async Task Connection_ThatWasGoodAndIsOver_IsSaidWithItsReason()
    {
        await using var rig = new PublisherRig(settings => settings with { StableAfter = TimeSpan.Zero });
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("the gateway is online", () => rig.Log.Has(1400));

        await rig.Hub.StopAsync();

        await Eventually.HoldsAsync("the log tells", () => rig.Log.Has(1401));
    }

    [Fact]
    public async Task Identity_TakenByAnotherClient_IsSaidInWordsAndNotFoughtOver()
    {
        await using var rig = new PublisherRig(settings => settings with { TakenOverPause = TimeSpan.FromMinutes(5) });
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("the gateway is online", () => rig.Hub.LastStatus is { Online: true });

        using var other = new MqttClientFactory().CreateMqttClient();
        await other.ConnectAsync(HubLinkOptions.Make(new HubOptions { Url = new Uri($"mqtt://127.0.0.1:{rig.Hub.Port}") }, SampleInputs.Gateway, SampleInputs.Status));
        await Eventually.HoldsAsync("the log tells", () => rig.Log.Has(1404));

        Assert.Contains("Another agent uses the identity gw-heping-18", rig.Log.Text, StringComparison.Ordinal);
        Assert.Single(rig.Log.Lines, line => line.EventId == 1400);
        Assert.True(other.IsConnected);
    }

    [Fact]
    public async Task Password_WrongThenRight_LetsTheGatewayInAndStandsInNoLog()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("password");
        File.WriteAllText(file, "old-secret-4711\n");
        await using var rig = new PublisherRig(settings => settings with
        {
            Hub = settings.Hub with { User = "gw-heping-18", PasswordFile = file },
        });
        rig.Hub.LetsIn = (user, password) => user == "gw-heping-18" && password == "new-secret-4712";
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("the gateway was turned away", () => rig.Log.Has(1401));
        Assert.Contains("BadUserNameOrPassword", rig.Log.Text, StringComparison.Ordinal);

        File.WriteAllText(file, "new-secret-4712\n");

        await Eventually.HoldsAsync("the gateway is in", () => rig.Log.Has(1400));
        Assert.DoesNotContain("secret", rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OnAChangeAndAtTheEnd_IsRetained()
    {
        await using var rig = new PublisherRig(settings => settings with { StatusEvery = TimeSpan.FromMinutes(5) });
        await rig.Hub.StartAsync();
        await rig.StartAsync();
        await Eventually.HoldsAsync("the gateway is online", () => rig.Hub.LastStatus is { Online: true });

        rig.States["m"].Set(DeviceHealth.Failed, "wire cut");
        await Eventually.HoldsAsync("the failed device is told", () => rig.Hub.LastStatus?.Devices is [{ Name: "m", Health: DeviceHealth.Failed, Reason: "wire cut" }, _]);
        await rig.StopAsync();

        var retained = await rig.Hub.RetainedAsync(Topics.Status(SampleInputs.Gateway));
        Assert.False(System.Text.Json.JsonSerializer.Deserialize(Received.From(retained!).Payload, WireJson.Default.GatewayStatus)!.Online);
    }
}
