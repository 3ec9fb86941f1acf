namespace EdgeGrid.Devices.Gb26875;

/// <summary>
/// What the objects of a frame mean as measurements. A fire is a fire whatever bit 0 says: many panels, and the standard's own
/// example, send a true fire with bit 0 at 0, which is "test" by the letter. Where all panels are known to use the bit, a
/// configuration may honour it: a fire under test is then told as trouble, never as nothing.
/// </summary>
/// <param name="parts">Names.</param>
/// <param name="honoursTestBit">As configured.</param>
internal sealed class Gb26875Meaning(Gb26875Parts parts, bool honoursTestBit)
{
    private const int NormalBit = 1;
    private const int FireBit = 1 << 1;
    private const int ComponentTrouble = (1 << 2) | (1 << 8);
    private const int SystemTrouble = (1 << 2) | (1 << 8) | (1 << 9) | (1 << 10);
    private const int DeviceTrouble = 0b111_1100;
    private const int ResetBit = 1;
    private const int ManualAlarmBit = 1 << 2;
    private const int CancelledBit = 1 << 3;

    /// <summary>Adds what an object means.</summary>
    public void Add(Gb26875Device device, in Gb26875Item item, List<Measurement> told)
    {
        switch (item.Type)
        {
            case Gb26875Type.ComponentState:
                Add(device, parts.NameOfComponent(device.Source, item), item.State, ComponentTrouble, Describe(item), told);
                break;
            case Gb26875Type.SystemState:
                Add(device, parts.NameOf(device.Source, item), item.State, SystemTrouble, Describe(item), told);
                break;
            case Gb26875Type.DeviceState:
                var words = string.Join(", ", Gb26875Words.DeviceStates(item.State));
                device.Trouble = Add(device, device.Part, item.State, DeviceTrouble, $"transmission device: {words}", told);
                break;
            case Gb26875Type.Analogue when Gb26875Analogue.QuantityOf(item) is { } quantity:
                told.Add(new Measurement(quantity, Gb26875Analogue.ValueOf(item)) { Part = parts.NameOfComponent(device.Source, item) });
                break;
            case Gb26875Type.SystemOperation:
                Operate(device, parts.NameOf(device.Source, item), item.State, told);
                break;
            case Gb26875Type.DeviceOperation:
                Operate(device, system: null, item.State, told);
                break;
            default:
                // Versions, descriptions and clocks warn of nothing.
                break;
        }
    }

    private Measurement Add(Gb26875Device device, string part, int state, int troubleBits, string words, List<Measurement> told)
    {
        var isDrill = honoursTestBit && (state & FireBit) != 0 && (state & NormalBit) == 0;
        var fire = (state & FireBit) != 0 && !isDrill;
        var trouble = new Measurement(Quantity.Trouble, (state & troubleBits) != 0 || isDrill ? 1 : 0, Detail: new Remark(words)) { Part = part };
        device.Note(part, fire);
        told.Add(new Measurement(Quantity.Fire, fire ? 1 : 0, Detail: new Remark(words)) { Part = part });
        told.Add(trouble);
        return trouble;
    }

    private static void Operate(Gb26875Device device, string? system, int operations, List<Measurement> told)
    {
        var part = system ?? device.Part;
        if ((operations & (ResetBit | CancelledBit)) != 0)
        {
            var over = new Remark("reset at the panel");
            told.AddRange(device.TakeFires(system).Select(name => new Measurement(Quantity.Fire, 0, Detail: over) { Part = name }));
        }

        if ((operations & ManualAlarmBit) != 0)
        {
            device.Note(part, fire: true);
            told.Add(new Measurement(Quantity.Fire, 1, Detail: new Remark("manual alarm at the panel")) { Part = part });
        }
    }

    private static string Describe(in Gb26875Item item)
    {
        var states = string.Join(", ", Gb26875Words.States(item.State));
        return item.Type == Gb26875Type.SystemState
            ? $"{Gb26875Words.System(item.SystemType)}: {states}"
            : $"{(item.Text.Length > 0 ? item.Text + ", " : "")}{Gb26875Words.Component(item.ComponentType)}, zone {item.Zone} point {item.Point}: {states}";
    }
}
