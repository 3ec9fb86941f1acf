using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using System.Text.RegularExpressions;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Conformance.Drivers;

/// <summary>What every driver must do, whatever it drives. Each driver has a subclass that brings its simulated device.</summary>
public abstract partial class DriverConformance
{
    // After so long the agent takes a device for hung that does not open.
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(15);

    /// <summary>Of the driver under test.</summary>
    public abstract DeviceKind Kind { get; }

    protected abstract ValueTask<DriverRig> SetUpAsync();

    [Fact]
    public void Kind_Name_IsLowerCaseWithHyphens() => Assert.Matches(NamePattern(), Kind.Name);

    [Fact]
    public void Kind_Summary_IsOneLine()
    {
        Assert.NotEmpty(Kind.Summary);
        Assert.DoesNotContain('\n', Kind.Summary);
    }

    [Fact]
    public void Options_Names_AreCamelCaseAndUnique()
    {
        Assert.All(Kind.Options, option => Assert.Matches(OptionPattern(), option.Name));
        Assert.Equal(Kind.Options.Count, Kind.Options.Select(option => option.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Options_Summaries_SayWhatTheyDo() => Assert.All(Kind.Options, option => Assert.True(option.Summary.Length > 10, option.Name));

    [Fact]
    public void Options_Numbers_HaveLimits() => Assert.All(Kind.Options.Where(IsNumeric), option =>
    {
        Assert.True(option.Min is not null && option.Max is not null, $"{option.Name} has no limits.");
        Assert.True(option.Min < option.Max, option.Name);
    });

    [Fact]
    public void Options_Defaults_AreOfTheirTypeAndWithinLimits() => Assert.All(Kind.Options, option =>
    {
        Assert.False(option.Required && option.Default is not null, $"{option.Name} is required and has a default.");
        if (option.Default is { } value)
        {
            Assert.IsType(DriverSettings.ClrType(option.Type), value);
            Assert.InRange(Size(value), option.Min ?? double.NegativeInfinity, option.Max ?? double.PositiveInfinity);
            Assert.True(option.Choices is null || option.Choices.Contains((string)value, StringComparer.Ordinal), option.Name);
        }
    });

    [Fact]
    public async Task Create_Always_TouchesNoHardware()
    {
        await using var rig = await SetUpAsync();
        await using var device = Kind.Create(rig.Settings, new DeviceContext(new UntouchableHardware(), TimeProvider.System));
        Assert.NotNull(device);
    }

    [Fact]
    public async Task Open_OnSoundHardware_SaysWhoItIs()
    {
        await using var rig = await SetUpAsync();
        await using var device = Kind.Create(rig.Settings, rig.Context);
        var stopwatch = new TwoClocks(rig.Context.Time);
        var identity = await device.OpenAsync(TestContext.Current.CancellationToken);
        stopwatch.Demand(LongestOpening, LongestOpening, "Opening");
        Assert.NotEmpty(identity.Model);
    }

    [Fact]
    public async Task Open_OnSilentHardware_SaysWhatAndWhere()
    {
        await using var rig = await SetUpAsync();
        rig.Silence();
        await using var device = Kind.Create(rig.Settings, rig.Context);
        var exception = await Assert.ThrowsAsync<DeviceException>(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(DeviceFault.NotResponding, exception.Fault);
        Assert.Contains(rig.Where, exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Open_AfterSilence_Works()
    {
        await using var rig = await SetUpAsync();
        rig.Silence();
        await using (var first = Kind.Create(rig.Settings, rig.Context))
        {
            await Assert.ThrowsAsync<DeviceException>(() => first.OpenAsync(TestContext.Current.CancellationToken).AsTask());
        }

        rig.Restore();
        await using var second = Kind.Create(rig.Settings, rig.Context);
        Assert.NotEmpty((await second.OpenAsync(TestContext.Current.CancellationToken)).Model);
    }

    [Fact]
    public async Task Dispose_OfSilentDevice_DoesNotThrow()
    {
        await using var rig = await SetUpAsync();
        var device = Kind.Create(rig.Settings, rig.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        rig.Silence();
        Assert.Null(await Record.ExceptionAsync(() => device.DisposeAsync().AsTask()));
        Assert.Equal(0, rig.InUse);
    }

    /// <summary>A device that does not answer is opened again and again, for months: each bus that it keeps is one less for all.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_OfAnOpenedOrRefusedDevice_GivesBackItsBuses(bool silent)
    {
        await using var rig = await SetUpAsync();
        if (silent)
        {
            rig.Silence();
        }

        var device = Kind.Create(rig.Settings, rig.Context);
        Assert.Equal(silent, await Record.ExceptionAsync(() => device.OpenAsync(TestContext.Current.CancellationToken).AsTask()) is DeviceException);
        await device.DisposeAsync();
        Assert.Equal(0, rig.InUse);
    }

    private static bool IsNumeric(DeviceOption option) => option.Type is OptionType.Integer or OptionType.Number or OptionType.Duration;

    private static double Size(object value) => value switch
    {
        long whole => whole,
        double number => number,
        TimeSpan duration => duration.TotalSeconds,
        _ => 0,
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z][a-zA-Z0-9]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionPattern();

    private sealed class UntouchableHardware : IHardware
    {
        public bool IsSimulated(string bus) => throw Touched();

        public I2cDevice OpenI2c(string bus, int address) => throw Touched();

        public SpiDevice OpenSpi(string bus, int clockHertz) => throw Touched();

        public GpioController OpenGpio(string chip) => throw Touched();

        private static InvalidOperationException Touched() => new("Making a device must not touch its hardware.");
    }
}
