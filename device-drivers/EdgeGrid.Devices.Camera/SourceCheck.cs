namespace EdgeGrid.Devices.Camera;

/// <summary>Says in a technician's words why a source cannot be used: OpenCV itself only says that it cannot.</summary>
internal static class SourceCheck
{
    /// <exception cref="DeviceException">There is nothing that could be opened.</exception>
    public static void BeforeOpening(CameraSource source)
    {
        switch (source.Sort)
        {
            case CameraSourceSort.File:
                CheckFile(source);
                break;
            case CameraSourceSort.Device when !File.Exists(source.Address):
                throw new DeviceException(
                    DeviceFault.NotResponding, $"There is no {source.Name}: check that the camera is plugged in (`ls /dev/video*` lists what there is).");
            case CameraSourceSort.NoAddress:
                // Neither OpenCV nor ffmpeg may be let loose on it, whoever has checked it.
                throw new DeviceException(DeviceFault.NotResponding, CameraSource.Objection(source.Address) + ".");
            case CameraSourceSort.Device or CameraSourceSort.Stream:
                break;
        }
    }

    public static DeviceException CannotOpen(CameraSource source) => source.Sort switch
    {
        CameraSourceSort.File => new DeviceException(
            DeviceFault.NoPicture, $"The file {source.Name} is not a video that can be decoded: it is damaged, cut off at its head, or something else."),
        _ => new DeviceException(
            DeviceFault.NotResponding,
            $"{source.Name} gives no picture: it is used by another program, this user is not in the group 'video', or it is not a camera."),
    };

    private static void CheckFile(CameraSource source)
    {
        if (Directory.Exists(source.Address))
        {
            throw new DeviceException(DeviceFault.NotResponding, $"{source.Name} is a folder: 'source' must name a video file.");
        }

        if (!File.Exists(source.Address))
        {
            throw new DeviceException(DeviceFault.NotResponding, $"There is no file {source.Name}: check 'source'.");
        }

        try
        {
            using var file = File.OpenRead(source.Address);
            if (file.Length == 0)
            {
                throw new DeviceException(DeviceFault.NoPicture, $"The file {source.Name} is empty: copy or record it again.");
            }

            if (IsText(file))
            {
                throw CannotOpen(source);
            }
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The file {source.Name} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>FFmpeg would render a text as the screen of a terminal, and find it moving.</summary>
    private static bool IsText(FileStream file)
    {
        var head = new byte[4096];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return !head.AsSpan(0, length).ContainsAnyInRange((byte)0, (byte)8);
    }
}
