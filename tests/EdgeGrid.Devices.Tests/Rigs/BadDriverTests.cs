using System.Reflection;
using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Air;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Rigs;

/// <summary>What the suite is for: a sound driver passes it, and the same one with a single fault does not.</summary>
public sealed class BadDriverTests
{
    public enum Vice
    {
        None,

        /// <summary>Does not dispose its bus.</summary>
        Leaks,

        /// <summary>Tells what it last knew while nobody answers.</summary>
        IsStale,

        /// <summary>Tells a damaged answer as it came.</summary>
        IgnoresChecksums,

        /// <summary>Waits for half a minute by its clock.</summary>
        Hangs,

        /// <summary>Lets the bus's exception out.</summary>
        Throws,

        /// <summary>Tells no number of what is not its main quantity.</summary>
        TellsNaN,

        /// <summary>Tells, now and then, what it has not declared.</summary>
        TellsMore,

        /// <summary>Leaves a value beside a fault.</summary>
        TellsAValueWithAFault,
    }

    [Theory]
    [InlineData(Vice.Leaks, "Dispose_OfAnOpenedOrRefusedDevice_GivesBackItsBuses")]
    [InlineData(Vice.IsStale, "Sample_OfSilentDevice_IsAFaultAndNoException")]
    [InlineData(Vice.IgnoresChecksums, "Sample_WithOneBitFlipped_IsTheTruthOrAFault")]
    [InlineData(Vice.Hangs, "Sample_OfTheSimulatedTruth_IsWithinTolerance")]
    [InlineData(Vice.Throws, "Sample_OfSilentDevice_IsAFaultAndNoException")]
    [InlineData(Vice.TellsNaN, "Sample_OfTheSimulatedTruth_IsWithinTolerance")]
    [InlineData(Vice.TellsMore, "Sample_OfTheSimulatedTruth_IsWithinTolerance")]
    [InlineData(Vice.TellsAValueWithAFault, "Sample_OfSilentDevice_IsAFaultAndNoException")]
    public async Task Suite_OfABadDriver_Fails(Vice vice, string test) => Assert.Contains(test, await FailedAsync(vice));

    [Fact]
    public async Task Suite_OfTheSoundOne_Passes() => Assert.Empty(await FailedAsync(Vice.None));

    private static async Task<List<string>> FailedAsync(Vice vice)
    {
        List<string> failed = [];
        foreach (var test in typeof(Suite).GetMethods())
        {
            foreach (var arguments in ArgumentsOf(test))
            {
                if (await Record.ExceptionAsync(async () => await (test.Invoke(new Suite { Vice = vice }, arguments) as Task ?? Task.CompletedTask)) is not null)
                {
                    failed.Add(test.Name);
                }
            }
        }

        return failed;
    }

    private static IEnumerable<object?[]> ArgumentsOf(MethodInfo test) =>
        test.GetCustomAttributes<InlineDataAttribute>() is var rows && rows.Any() ? rows.Select(row => row.Data)
        : test.GetCustomAttribute<FactAttribute>() is null ? [] : [[]];

    /// <summary>Of an SCD4x, which has all that a driver can do wrong.</summary>
    private sealed class Suite : BoardDriverConformance
    {
        private readonly JumpingTime _time = new();

        public Vice Vice { get; init; }

        public override DeviceKind Kind => Scd4x.Kind with { Create = (settings, context) => new BadDriver((ISampledDevice)Scd4x.Kind.Create(settings, context), Vice, context) };

        protected override TimeProvider Time => _time;

        protected override IReadOnlyList<double> Truths => [500, 5000];

        protected override Quantity? TruthIsOf => Quantity.CarbonDioxide;

        protected override double Tolerance(double truth) => 0.5;

        protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
        {
            var chip = board.I2c.Attach(0x62, new SimulatedScd4x(Time));
            return (DriverSettings.For(Kind, ("bus", bus)), "0x62", value =>
            {
                chip.CarbonDioxidePpm = value;
                _time.Advance(TimeSpan.FromSeconds(5));
            });
        }
    }

    private sealed class BadDriver(ISampledDevice sound, Vice vice, DeviceContext context) : ISampledDevice
    {
        private IReadOnlyList<Measurement>? _last;

        public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) => sound.OpenAsync(cancellationToken);

        public IReadOnlyList<Measurement> Sample()
        {
            var measured = sound.Sample();
            var fault = measured[0].Fault;
            var told = (vice, fault) switch
            {
                (Vice.IsStale, not DeviceFault.None) => _last ?? measured,
                (Vice.IgnoresChecksums, DeviceFault.BadChecksum) => [.. measured.Select(measurement => new Measurement(measurement.Quantity, 99))],
                (Vice.Throws, DeviceFault.NotResponding) => throw new IOException("Error 121 performing I2C data transfer."),
                (Vice.TellsNaN, DeviceFault.None) => [measured[0], measured[1] with { Value = double.NaN }, measured[2]],
                (Vice.TellsMore, DeviceFault.None) when measured[0].Value > 1000 => [.. measured, new Measurement(Quantity.Voltage, 3.3)],
                (Vice.TellsAValueWithAFault, not DeviceFault.None) => [.. measured.Select(measurement => measurement with { Value = 21 })],
                _ => measured,
            };
            if (vice == Vice.Hangs)
            {
                Pause.For(context.Time, TimeSpan.FromSeconds(30));
            }

            return _last = told;
        }

        public ValueTask DisposeAsync() => vice == Vice.Leaks ? ValueTask.CompletedTask : sound.DisposeAsync();
    }
}
