using System.IO.Ports;
using System.Text;

namespace EdgeGrid.Simulation.Tests.Serial;

/// <summary>The other end: a port opened as the agent opens it, and all that came out of it.</summary>
internal sealed class PortReader : IDisposable
{
    private readonly SerialPort _port;
    private readonly StringBuilder _text = new();

    public PortReader(string path)
    {
        _port = new SerialPort(path, 9600) { Encoding = Encoding.Latin1 };
        _port.Open();
    }

    /// <summary>Since it was opened.</summary>
    public string Text => _text.Append(_port.ReadExisting()).ToString();

    public void Dispose() => _port.Dispose();
}
