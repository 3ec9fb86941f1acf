namespace EdgeGrid.Hub.Storage;

/// <summary>
/// What has to be on the disk together with whatever the present piece of work writes: a client's key with the change that
/// it names. Joined to the first transaction of the work, and to no other.
/// </summary>
internal static class WrittenAlong
{
    private static readonly AsyncLocal<Companion?> Current = new();

    /// <summary>From here on, until the returned companion is disposed.</summary>
    public static Companion With(Action<HubDb> write) => Current.Value = new Companion(write);

    /// <summary>Writes it, if there is something and it has not been written.</summary>
    public static void Join(HubDb db) => Current.Value?.Write(db);

    /// <summary>A transaction that was to have it was thrown away.</summary>
    public static void Forget() => Current.Value?.Forget();

    /// <summary>What is written along, and whether it has been.</summary>
    public sealed class Companion(Action<HubDb> write) : IDisposable
    {
        private bool _over;

        /// <summary>True once it has been written along.</summary>
        public bool IsWritten { get; private set; }

        public void Write(HubDb db)
        {
            if (!IsWritten && !_over)
            {
                IsWritten = true;
                write(db);
            }
        }

        public void Forget() => IsWritten = false;

        /// <inheritdoc/>
        public void Dispose() => _over = true;
    }
}
