using System.Threading.Channels;
using EdgeGrid.Agent.Filtering;

namespace EdgeGrid.Agent.Sampling;

/// <summary>
/// Between the samplers and the pipeline. Bounded: when the pipeline cannot keep up, a reading is dropped and counted,
/// and no sampler ever waits.
/// </summary>
internal sealed class ReadingChannel(DropCounters drops)
{
    // A minute of ten devices that speak ten times a second: far more than a pipeline ever falls behind.
    private const int Capacity = 8192;

    private readonly Channel<Reading> _channel = Channel.CreateBounded<Reading>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<Reading> Reader => _channel.Reader;

    public void Write(in Reading reading)
    {
        if (!_channel.Writer.TryWrite(reading))
        {
            drops.Count(DropReason.ChannelFull);
        }
    }

    /// <summary>A reading of one part too many (<see cref="PointTable.MostPoints"/>).</summary>
    public void Refuse() => drops.Count(DropReason.TooManyParts);

    /// <summary>No more will come: the pipeline ends when it has read what is there.</summary>
    public void Complete() => _channel.Writer.TryComplete();
}
