using System.Text.Json;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>
/// What a transmission device and its centre once said, as an object for each frame: <c>command</c>, <c>serial</c>, <c>time</c>,
/// <c>source</c>, <c>destination</c>, the <c>type</c> of its data and its <c>objects</c>.
/// </summary>
internal sealed class Gb26875Capture : CaptureDecoder
{
    public static readonly CaptureKind Kind = new("gb26875", "GB 26875.3 of fire alarm transmission devices: an object for each frame", IsText: false, () => new Gb26875Capture());

    private readonly Gb26875Framer _framer = new();
    private readonly List<Gb26875Item> _items = [];

    public override void Decode(ReadOnlySpan<byte> bytes, JsonLines into)
    {
        while (_framer.Read(ref bytes, out var skip))
        {
            if (skip == Gb26875Skip.None)
            {
                Write(into);
            }
            else
            {
                into.Error(skip.Name(), _framer.Offset);
            }
        }
    }

    public override void End(JsonLines into)
    {
        if (_framer.End() is var skip and not Gb26875Skip.None)
        {
            into.Error(skip.Name(), _framer.Offset);
        }
    }

    private void Write(JsonLines into)
    {
        var header = _framer.Header;
        var writer = into.Begin();
        writer.WriteString("command"u8, Command(header.Command));
        writer.WriteNumber("serial"u8, header.Serial);
        writer.WriteString("version"u8, $"{header.Version}.{header.UserVersion}");
        Write(writer, "time"u8, header.At);
        writer.WriteString("source"u8, $"{header.Source:x}");
        writer.WriteString("destination"u8, $"{header.Destination:x}");
        _items.Clear();
        var reading = Gb26875Data.Read(_framer.Data, _items, out var type);
        if (reading is Gb26875Reading.Read or Gb26875Reading.Unknown || _items.Count > 0)
        {
            writer.WriteString("type"u8, type.Name() ?? "other");
            writer.WriteNumber("typeCode"u8, (int)type);
        }

        if (_items.Count > 0)
        {
            writer.WriteStartArray("objects"u8);
            _items.ForEach(item => Write(writer, item));
            writer.WriteEndArray();
        }

        if (reading == Gb26875Reading.Malformed)
        {
            writer.WriteString("error"u8, "malformed");
            writer.WriteNumber("offset"u8, _framer.Offset);
        }

        into.End();
    }

    private static string Command(Gb26875Command command) => command switch
    {
        Gb26875Command.Control => "control",
        Gb26875Command.Send => "send",
        Gb26875Command.Confirm => "confirm",
        Gb26875Command.Request => "request",
        Gb26875Command.Reply => "reply",
        Gb26875Command.Deny => "deny",
        _ => $"command-{(int)command}",
    };

    private static void Write(Utf8JsonWriter writer, in Gb26875Item item)
    {
        writer.WriteStartObject();
        if (item.Type < Gb26875Type.DeviceState)
        {
            writer.WriteNumber("systemType"u8, item.SystemType);
            writer.WriteNumber("system"u8, item.System);
        }

        if (item.Type is Gb26875Type.ComponentState or Gb26875Type.Analogue or Gb26875Type.ComponentConfiguration)
        {
            writer.WriteNumber("componentType"u8, item.ComponentType);
            writer.WriteString("component"u8, Gb26875Words.Component(item.ComponentType));
            writer.WriteNumber("zone"u8, item.Zone);
            writer.WriteNumber("point"u8, item.Point);
        }

        WriteValue(writer, item);
        if (item.Text.Length > 0)
        {
            writer.WriteString("text"u8, item.Text);
        }

        if (HasTime(item.Type))
        {
            Write(writer, "time"u8, item.At);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, in Gb26875Item item)
    {
        switch (item.Type)
        {
            case Gb26875Type.SystemState or Gb26875Type.ComponentState:
                Write(writer, "states"u8, item.State, Gb26875Words.States(item.State));
                break;
            case Gb26875Type.DeviceState:
                Write(writer, "states"u8, item.State, Gb26875Words.DeviceStates(item.State));
                break;
            case Gb26875Type.SystemOperation or Gb26875Type.DeviceOperation:
                Write(writer, "operations"u8, item.State, Gb26875Words.Operations(item.State));
                writer.WriteNumber("operator"u8, item.Value);
                break;
            case Gb26875Type.Analogue:
                writer.WriteNumber("analogueType"u8, item.AnalogueType);
                writer.WriteNumber("raw"u8, item.Value);
                if (Gb26875Analogue.QuantityOf(item) is { } quantity)
                {
                    writer.WriteString("quantity"u8, quantity.Name());
                    writer.WriteNumber("value"u8, Gb26875Analogue.ValueOf(item));
                    writer.WriteString("unit"u8, quantity.Unit());
                }

                break;
            case Gb26875Type.GuardCheck:
                writer.WriteNumber("minutes"u8, item.Value);
                break;
            default:
                // Its text or its time says all.
                break;
        }
    }

    private static bool HasTime(Gb26875Type type) =>
        type is not (Gb26875Type.SystemVersion or Gb26875Type.SystemConfiguration or Gb26875Type.ComponentConfiguration
            or Gb26875Type.DeviceVersion or Gb26875Type.DeviceConfiguration or Gb26875Type.GuardCheck);

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int bits, IEnumerable<string> words)
    {
        writer.WriteNumber("state"u8, bits);
        writer.WriteStartArray(name);
        foreach (var word in words)
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            writer.WriteString(name, known.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
