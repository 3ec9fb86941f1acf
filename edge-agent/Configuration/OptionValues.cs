using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>
/// The values of a driver's options as they are read. What has a problem of its own is in doubt: nothing is concluded from it,
/// and all else is still looked at.
/// </summary>
internal sealed class OptionValues
{
    private readonly Dictionary<string, object?> _values = [];
    private readonly HashSet<string> _inDoubt = [];

    /// <summary>Each, or null where it has neither value nor default.</summary>
    public IReadOnlyDictionary<string, object?> All => _values;

    public void Add(DeviceOption option, object? value, bool hasProblem)
    {
        _values.Add(option.Name, value);
        if (hasProblem || (option.Required && value is null))
        {
            _inDoubt.Add(option.Name);
        }
    }

    /// <summary>What a driver says of the values together; null when it says nothing, or asks for one that is in doubt.</summary>
    public T? Ask<T>(Func<DeviceSettings, T?>? question)
        where T : class
    {
        try
        {
            return question?.Invoke(new DeviceSettings(_values) { Asked = Check });
        }
        catch (InDoubtException)
        {
            return null;
        }
    }

    // A driver may rely on what it is given: it is never asked to make sense of what is missing or wrong.
    private void Check(string option)
    {
        if (_inDoubt.Contains(option))
        {
            throw new InDoubtException();
        }
    }

    private sealed class InDoubtException : Exception;
}
