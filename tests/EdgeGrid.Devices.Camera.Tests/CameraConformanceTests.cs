using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Video;
using EdgeGrid.Testing;
using static EdgeGrid.Devices.Camera.Tests.Clips;

namespace EdgeGrid.Devices.Camera.Tests;

/// <summary>The camera on a rendered clip that plays over and over; its line breaks when the file goes away.</summary>
public sealed class CameraConformanceTests(Clips clips) : ListeningDriverConformance
{
    public override DeviceKind Kind => CameraDevice.Kind;

    [Fact]
    public void Document_OfTheCamera_HasItsTable() => DriverDocument.Tells(File.ReadAllText(Repository.PathOf("docs/drivers.md")), CameraDevice.Kind);

    protected override ValueTask<ListeningDriverRig> StartAsync()
    {
        var clip = clips.Street("to-and-fro", 6, 4, new PersonWalks(At(2), At(4)));
        var own = Path.Combine(clips.Folder, Guid.NewGuid().ToString("N") + ".avi");
        File.Copy(clip, own);
        return ValueTask.FromResult<ListeningDriverRig>(new Rig(own));
    }

    private sealed class Rig(string clip) : ListeningDriverRig
    {
        private readonly string _away = clip + ".away";

        public override DeviceContext Context { get; } = new(new BoardHardware(), TimeProvider.System);

        public override DeviceSettings Settings => DriverSettings.For(
            CameraDevice.Kind, ("source", clip), ("loop", true), ("pace", "fast"));

        public override string Where => clip;

        public override bool IsTrue(Measurement measurement) => measurement.Fault == DeviceFault.None && measurement.Value > 0.8;

        public override void Silence() => File.Move(clip, _away);

        public override void Restore() => File.Move(_away, clip);

        public override void Break() => File.Delete(clip);

        public override ValueTask DisposeAsync()
        {
            File.Delete(clip);
            File.Delete(_away);
            return ValueTask.CompletedTask;
        }
    }
}
