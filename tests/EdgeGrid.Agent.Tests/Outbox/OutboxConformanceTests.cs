using EdgeGrid.Agent.Outbox;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Outbox;

public sealed class LiteDbOutboxConformance : DurableOutboxConformance
{
    private protected override DurableOutboxUnderTest MakeDurable() => new InAFolder();

    private sealed class InAFolder : DurableOutboxUnderTest
    {
        private readonly OutboxRig _rig = new();

        public override LiteDbOutbox Outbox => _rig.Outbox;

        public override IReadOnlyList<Loss> Losses => Outbox.Losses.SinceStart;

        public override void Flush() => Outbox.Flush();

        public override Task ReopenAsync(bool killed) => killed ? _rig.KillAsync() : _rig.ReopenAsync();

        public override ValueTask DisposeAsync() => _rig.DisposeAsync();
    }
}

public sealed class InMemoryOutboxConformance : OutboxConformance
{
    private protected override OutboxUnderTest Make() => new InMemory();

    private sealed class InMemory : OutboxUnderTest
    {
        public override InMemoryOutbox Outbox { get; } = new();

        public override IReadOnlyList<Loss> Losses => Outbox.Losses;

        public override void Flush()
        {
            // It commits when somebody looks.
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
