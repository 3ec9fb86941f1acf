using System.Runtime.InteropServices;
using OpenCvSharp;

namespace EdgeGrid.Devices.Camera;

/// <summary>
/// Finds and loads OpenCV when the first camera is opened, and never before: a gateway without a camera runs where the
/// library, or what it needs, is missing.
/// </summary>
public static partial class OpenCvLibrary
{
    private const string Name = "libOpenCvSharpExtern.so";

    private static readonly Lock Loading = new();
    private static nint _handle;

    /// <summary>Loads it, once, and sets it to one thread and to silence.</summary>
    /// <exception cref="DeviceException">It, or a library that it needs, is missing; says what to install.</exception>
    public static void Load()
    {
        lock (Loading)
        {
            if (_handle != 0)
            {
                return;
            }

            KeepFFmpegQuiet();
            var handle = Find(Candidates());
            NativeLibrary.SetDllImportResolver(typeof(Cv2).Assembly, (name, _, _) =>
                name.Contains("OpenCvSharpExtern", StringComparison.Ordinal) ? handle : 0);
            _handle = handle;
            Cv2.SetLogLevel(LogLevel.SILENT);
            // Small pictures: handing them around between threads costs more than it saves, and a gateway has other work.
            Cv2.SetNumThreads(1);
        }
    }

    /// <summary>Loads the first that exists; failing that, lets the system search.</summary>
    internal static nint Find(IEnumerable<string> candidates)
    {
        var path = candidates.FirstOrDefault(File.Exists) ?? Name;
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw new DeviceException(DeviceFault.NotResponding, Explain(failure.Message, path != Name), failure);
        }
    }

    /// <summary>One line for what the loader said.</summary>
    internal static string Explain(string loaderMessage, bool libraryIsThere)
    {
        if (!libraryIsThere)
        {
            return RuntimeInformation.OSArchitecture == Architecture.X64
                ? $"The camera needs {Name} beside the program: copy it from the folder that the agent was published to."
                : $"The camera needs {Name}, of which there is none for {RuntimeInformation.OSArchitecture} in this package: build OpenCvSharpExtern against the distribution's OpenCV and put it beside the program.";
        }

        if (loaderMessage.Contains("libgtk-3", StringComparison.Ordinal))
        {
            return "The camera needs libgtk-3-0: apt install libgtk-3-0 (on Ubuntu 24.04: libgtk-3-0t64).";
        }

        var missing = loaderMessage.Split(["\n", ": "], StringSplitOptions.TrimEntries)
            .FirstOrDefault(part => part.StartsWith("lib", StringComparison.Ordinal) && part.Contains(".so", StringComparison.Ordinal) && part != Name);
        return missing is null
            ? $"The camera's library {Name} cannot be loaded: {loaderMessage.ReplaceLineEndings(" ")}"
            : $"The camera needs {missing}, which this system lacks: install the package that holds it (apt-file search {missing}).";
    }

    /// <summary>A single native file has the library beside it; a build has it where NuGet put it.</summary>
    private static IEnumerable<string> Candidates() =>
    [
        Path.Combine(AppContext.BaseDirectory, Name),
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", Name),
        Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), "native", Name),
    ];

    /// <summary>
    /// FFmpeg inside OpenCV writes each damaged packet to the terminal, and reads its level from the process's own
    /// environment, which .NET only copies. A level that was set by hand stays.
    /// </summary>
    private static void KeepFFmpegQuiet()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetEnvironment("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
