namespace EdgeGrid.Hub.Storage;

/// <summary>
/// What has to be on the disk together with whatever the present piece of work writes: the audit entry and a client's key
/// with the change that they are about. Joined to the first transaction of the work that is committed, and to no other.
/// </summary>
internal static class WrittenAlong
{
    private static readonly AsyncLocal<Companion?> Current = new();

    /// <summary>From here on, until the returned companion is disposed; beside what is written along already.</summary>
    /// <param name="write">Adds it.</param>
    /// <param name="onlyWithAChange">Not to a transaction in which everything was refused.</param>
    public static Companion With(Action<HubDb> write, bool onlyWithAChange) => Current.Value = new Companion(write, onlyWithAChange, Current.Value);

    /// <summary>Writes all that there is and that has not been written.</summary>
    public static void Join(HubDb db) => Current.Value?.Write(db, db.ChangeTracker.HasChanges());

    /// <summary>A bare delete or update has changed rows: no tracked row shows it.</summary>
    public static void NoteChange() => Current.Value?.Note();

    /// <summary>What the calling asynchronous method still writes is not the change: nothing goes along with it.</summary>
    public static void Leave() => Current.Value = null;

    /// <summary>The transaction that it was joined to is committed.</summary>
    public static void Committed() => Current.Value?.End(committed: true);

    /// <summary>The transaction that it was joined to was thrown away.</summary>
    public static void Forget() => Current.Value?.End(committed: false);

    /// <summary>What is written along, and whether it has been.</summary>
    public sealed class Companion(Action<HubDb> write, bool onlyWithAChange, Companion? other) : IDisposable
    {
        private bool _joined;
        private bool _over;
        private bool _changed;

        /// <summary>True once it is on the disk.</summary>
        public bool IsWritten { get; private set; }

        public void Write(HubDb db, bool changed)
        {
            other?.Write(db, changed);
            if (!IsWritten && !_over && (changed || _changed || !onlyWithAChange))
            {
                _joined = true;
                write(db);
            }
        }

        public void Note()
        {
            other?.Note();
            _changed = true;
        }

        public void End(bool committed)
        {
            other?.End(committed);
            IsWritten |= committed && _joined;
            _joined = _changed = false;
        }

        /// <inheritdoc/>
        public void Dispose() => _over = true;
    }
}
