using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Video;
using static EdgeGrid.Devices.Camera.Tests.Clips;

namespace EdgeGrid.Devices.Camera.Tests;

/// <summary>The camera against a simulated network camera.</summary>
public sealed class CameraConformanceTests(Clips clips) : ListeningDriverConformance
{
    public override DeviceKind Kind => CameraDevice.Kind;

    protected override ValueTask<ListeningDriverRig> StartAsync() => ValueTask.FromResult<ListeningDriverRig>(new Rig(
        clips.Street("to-and-fro", 6, 4, new PersonWalks(At(2), At(4)))));

    private sealed class Rig(string clip) : ListeningDriverRig
    {
        private readonly MjpegServer _camera = new(clip, 20, TimeProvider.System);

        public override DeviceContext Context { get; } = new(new BoardHardware(), TimeProvider.System);

        public override DeviceSettings Settings => DriverSettings.For(CameraDevice.Kind, ("source", _camera.Url), ("rate", 10.0));

        public override string Where => $"127.0.0.1:{_camera.Port}";

        public override bool IsTrue(Measurement measurement) => measurement.Fault == DeviceFault.None && measurement.Value > 0.8;

        public override void Silence() => _camera.Stop();

        public override void Restore() => _camera.Start();

        public override void Break() => _camera.Cut();

        public override ValueTask DisposeAsync() => _camera.DisposeAsync();
    }
}
