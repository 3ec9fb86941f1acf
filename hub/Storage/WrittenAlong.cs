namespace EdgeGrid.Hub.Storage;

/// <summary>
/// What has to be on the disk together with whatever the present piece of work writes: the audit entry and a client's key
/// with the change that they are about. Joined to the first transaction of the work that is committed, and to no other.
/// </summary>
internal static class WrittenAlong
{
    private static readonly AsyncLocal<Companion?> Current = new();

    /// <summary>From here on, until the returned companion is disposed; beside what is written along already.</summary>
    public static Companion With(Action<HubDb> write) => Current.Value = new Companion(write, Current.Value);

    /// <summary>Writes all that there is and that has not been written.</summary>
    public static void Join(HubDb db) => Current.Value?.Write(db);

    /// <summary>The transaction that it was joined to is committed.</summary>
    public static void Committed() => Current.Value?.End(committed: true);

    /// <summary>The transaction that it was joined to was thrown away.</summary>
    public static void Forget() => Current.Value?.End(committed: false);

    /// <summary>What is written along, and whether it has been.</summary>
    public sealed class Companion(Action<HubDb> write, Companion? other) : IDisposable
    {
        private bool _joined;
        private bool _over;

        /// <summary>True once it is on the disk.</summary>
        public bool IsWritten { get; private set; }

        public void Write(HubDb db)
        {
            other?.Write(db);
            if (!IsWritten && !_over)
            {
                _joined = true;
                write(db);
            }
        }

        public void End(bool committed)
        {
            other?.End(committed);
            IsWritten |= committed && _joined;
            _joined = false;
        }

        /// <inheritdoc/>
        public void Dispose() => _over = true;
    }
}
