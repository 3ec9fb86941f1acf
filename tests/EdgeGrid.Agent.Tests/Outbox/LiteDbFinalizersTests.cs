using EdgeGrid.Agent.Outbox;
using LiteDB.Engine;

namespace EdgeGrid.Agent.Tests.Outbox;

public sealed class LiteDbFinalizersTests
{
    [Fact]
    public void Exception_OfLiteDbOutsideAFinalizer_EndsTheProcessAsBefore()
    {
        var thrown = Assert.ThrowsAny<Exception>(() => new LiteEngine(new EngineSettings { DataStream = new MemoryStream(new byte[10_000]) }));

        Assert.Contains("LiteDB.", thrown.StackTrace, StringComparison.Ordinal);
        Assert.False(LiteDbFinalizers.IsHarmless(thrown));
    }

    [Fact]
    public void Exception_OfAnotherFinalizer_EndsTheProcessAsBefore()
    {
        var thrown = Assert.Throws<InvalidOperationException>(Finalize);

        Assert.False(LiteDbFinalizers.IsHarmless(thrown));

        static void Finalize() => throw new InvalidOperationException();
    }
}
