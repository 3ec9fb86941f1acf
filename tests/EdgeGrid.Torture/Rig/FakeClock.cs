using System.Globalization;
using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>
/// The wall clock of a program, as far from the true one as one likes and at any moment: Debian's faketime library under
/// the real process. Its monotonic clock goes on, as the kernel's does when somebody sets the time.
/// </summary>
internal sealed class FakeClock : IDisposable
{
    private const string Library = "faketime/libfaketimeMT.so.1";

    private readonly TemporaryFolder _folder = new();
    private readonly string _library;

    /// <exception cref="TortureException">The library is not there.</exception>
    public FakeClock()
    {
        _library = new[] { "/usr/lib", "/usr/lib64" }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Append(folder))
            .Select(folder => Path.Combine(folder, Library))
            .FirstOrDefault(File.Exists)
            ?? throw new TortureException("The wall clock is moved by libfaketime, which is not here. Please run: sudo apt-get install libfaketime");
        Set(TimeSpan.Zero);
    }

    /// <summary>How far from the true time; whole seconds.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>What the program's clock says.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Offset;

    /// <summary>Put before a command, it gives that process this clock.</summary>
    public IReadOnlyList<string> CommandPrefix =>
    [
        "env",
        $"LD_PRELOAD={_library}",
        $"FAKETIME_TIMESTAMP_FILE={SettingFile}",
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",

        // A workaround for another C library than .NET runs on; with it every wait on a condition spins.
        "FAKETIME_FORCE_MONOTONIC_FIX=0",
        "NO_FAKE_STAT=1",
    ];

    private string SettingFile => _folder.File("clock");

    /// <summary>Jumps. The program sees it within a second or two.</summary>
    public void Set(TimeSpan offset)
    {
        Offset = TimeSpan.FromSeconds(Math.Round(offset.TotalSeconds));
        var next = _folder.File("next");

        // Moved into place, because half a number is another number.
        File.WriteAllText(next, Offset.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture) + "\n");
        File.Move(next, SettingFile, overwrite: true);
    }

    /// <summary>Whether a line of a program's log was written by this clock as it stands now.</summary>
    public bool Stamped(string line) =>
        DateTimeOffset.TryParse(line.Split(' ', 2)[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && (at - Now).Duration() < TimeSpan.FromMinutes(1);

    /// <summary>Takes away what the library leaves in shared memory when its process is killed.</summary>
    public static void CleanUpAfter(int processId)
    {
        File.Delete($"/dev/shm/faketime_shm_{processId}");
        File.Delete($"/dev/shm/sem.faketime_sem_{processId}");
    }

    public void Dispose() => _folder.Dispose();
}
