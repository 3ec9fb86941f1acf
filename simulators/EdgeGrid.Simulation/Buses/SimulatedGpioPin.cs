using System.Device.Gpio;

namespace EdgeGrid.Simulation.Buses;

/// <summary>One pin: what the program makes of it on the inside, and what hangs on it outside. Safe from any thread.</summary>
public sealed class SimulatedGpioPin(int number)
{
    private readonly Lock _gate = new();
    private PinMode _mode = PinMode.Input;
    private bool _output;
    private bool? _driven;
    private bool _last;

    /// <summary>After each change of the level, on the thread that caused it.</summary>
    public event EventHandler<PinLevelEventArgs>? LevelChanged;

    public int Number { get; } = number;

    /// <summary>As the program has set it.</summary>
    public PinMode Mode
    {
        get
        {
            lock (_gate)
            {
                return _mode;
            }
        }
    }

    /// <summary>True is high. An input that nothing drives is where its pull takes it; without a pull it reads low.</summary>
    public bool Level
    {
        get
        {
            lock (_gate)
            {
                return LevelNow();
            }
        }
    }

    /// <summary>Drives an input from outside: true high, false low, null lets go.</summary>
    public void Drive(bool? level) => Change(() => _driven = level);

    internal void SetMode(PinMode mode) => Change(() => _mode = mode);

    internal void Write(bool level) => Change(() => (_mode, _output) = (PinMode.Output, level));

    private bool LevelNow() => _mode == PinMode.Output ? _output : _driven ?? (_mode == PinMode.InputPullUp);

    private void Change(Action change)
    {
        bool level;
        bool changed;
        lock (_gate)
        {
            change();
            level = LevelNow();
            changed = level != _last;
            _last = level;
        }

        if (changed)
        {
            LevelChanged?.Invoke(this, new PinLevelEventArgs(level));
        }
    }
}

/// <summary>The level that a pin has come to.</summary>
public sealed class PinLevelEventArgs(bool level) : EventArgs
{
    /// <summary>True is high.</summary>
    public bool Level { get; } = level;
}
