using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>A relay, a contact or a component of a panel that says it by itself. A fault neither confirms nor clears.</summary>
internal sealed class ContactDetector(DetectorContext context, ContactOptions options) : IDetector
{
    private readonly LatchedAlert _alert = new(context, options.Kind);
    private readonly bool _normallyClosed = IsNormallyClosed(context.Point.Device);
    private Since _active;
    private Since _atRest;
    private string _remark = "";

    public DetectedAlert? Next(in Reading reading)
    {
        if (!reading.IsGood)
        {
            _atRest.End();
        }
        else if (reading.Value > 0.5)
        {
            _active.Begin(reading.At);
            _atRest.End();
            _remark = reading.Detail is Remark said ? $": {said.Text}" : _remark;
        }
        else
        {
            _active.End();
            _atRest.Begin(reading.At);
        }

        return _alert.IsOpen && _atRest.Lasts(options.OffDelay, reading.At)
            ? _alert.Clear(Found(reading.At, active: false, _atRest))
            : Tick(reading.At);
    }

    public DetectedAlert? Tick(Instant now) =>
        !_alert.IsOpen && _active.Lasts(options.OnDelay, now) ? _alert.Raise(options.Level, Found(now, active: true, _active)) : null;

    private Finding Found(Instant now, bool active, Since since)
    {
        var duration = since.For(now) is { Ticks: > 0 } lasted ? $" for {Wording.Duration(lasted)}" : "";
        var said = context.Point.Quantity == Quantity.Contact
            ? $"{Wording.ContactLabel(options.Kind)} {(active != _normallyClosed ? "closed" : "open")}"
            : $"{context.Point.Quantity.Label()} {(active ? "reported" : "no longer reported")}";
        return new Finding(now, $"{said}{duration}{_remark}") { Value = active ? 1 : 0 };
    }

    // A fire panel's contact opens on alarm when it is wired as normally closed.
    private static bool IsNormallyClosed(DeviceOptions device) =>
        device.Kind.Options.Any(option => option is { Name: "normally", Type: OptionType.Text }) && device.Settings.OptionalText("normally") == "closed";
}
