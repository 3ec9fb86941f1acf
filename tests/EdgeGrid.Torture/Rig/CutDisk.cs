namespace EdgeGrid.Torture.Rig;

/// <summary>
/// What may be on a disk after the power went: all that was synced, and of the rest whatever the dice say. Each sector of
/// 512 bytes holds any of the versions it has had since its file was last synced, so that writes are dropped, torn and
/// reordered; a file has any of its lengths since; and of the names, which a journal keeps in order, a first part.
/// </summary>
internal sealed class CutDisk
{
    private const int Sector = 512;

    private readonly Dictionary<int, CutFile> _files = [];
    private readonly List<DiskStep> _looseNames = [];
    private Dictionary<string, int> _safeNames = [];

    /// <summary>The next step that the kernel has taken.</summary>
    public void Take(DiskStep step)
    {
        switch (step)
        {
            case DiskStep.Create create:
                _files[create.File] = new CutFile();
                _looseNames.Add(create);
                break;
            case DiskStep.Write write:
                _files[write.File].Write(write.Offset, write.Bytes);
                break;
            case DiskStep.SetLength length:
                _files[length.File].SetLength(length.Length);
                break;
            case DiskStep.Sync { Folder: true }:
                _safeNames = Names(_looseNames.Count);
                _looseNames.Clear();
                break;
            case DiskStep.Sync sync:
                _files[sync.File].Sync();
                break;
            case DiskStep.Rename or DiskStep.Delete:
                _looseNames.Add(step);
                break;
        }
    }

    /// <summary>Lays out what the cut leaves in a folder.</summary>
    public void LeaveIn(string folder, Random dice)
    {
        Func<int, int> choose = dice.Next(4) switch
        {
            0 => _ => 0,
            1 => versions => versions,
            _ => versions => dice.Next(versions + 1),
        };
        foreach (var (path, file) in Names(choose(_looseNames.Count)))
        {
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(path)), _files[file].Left(choose));
        }
    }

    private Dictionary<string, int> Names(int steps)
    {
        var names = new Dictionary<string, int>(_safeNames);
        foreach (var step in _looseNames.Take(steps))
        {
            switch (step)
            {
                case DiskStep.Create create:
                    names[create.Path] = create.File;
                    break;
                case DiskStep.Rename rename when names.Remove(rename.From, out var file):
                    names[rename.To] = file;
                    break;
                case DiskStep.Delete delete:
                    names.Remove(delete.Path);
                    break;
            }
        }

        return names;
    }

    private sealed class CutFile
    {
        private readonly Dictionary<long, List<byte[]>> _loose = [];
        private readonly List<long> _lengths = [];
        private byte[] _now = new byte[Sector];
        private byte[] _safe = [];
        private long _length;

        public void Write(long offset, byte[] bytes)
        {
            Reserve(offset + bytes.Length);
            bytes.CopyTo(_now, offset);
            if (offset + bytes.Length > _length)
            {
                _lengths.Add(_length = offset + bytes.Length);
            }

            for (var sector = offset / Sector; sector * Sector < offset + bytes.Length; sector++)
            {
                if (!_loose.TryGetValue(sector, out var versions))
                {
                    _loose[sector] = versions = [];
                }

                versions.Add(_now.AsSpan((int)(sector * Sector), Sector).ToArray());
            }
        }

        public void SetLength(long length)
        {
            Reserve(length);
            _now.AsSpan((int)length).Clear();
            _lengths.Add(_length = length);
        }

        public void Sync()
        {
            _safe = _now.AsSpan(0, (int)_length).ToArray();
            _loose.Clear();
            _lengths.Clear();
        }

        /// <param name="choose">Of so many versions since it was synced, which: 0 is the synced one.</param>
        public byte[] Left(Func<int, int> choose)
        {
            var chosen = choose(_lengths.Count);
            var left = new byte[chosen == 0 ? _safe.Length : _lengths[chosen - 1]];
            _safe.AsSpan(0, Math.Min(_safe.Length, left.Length)).CopyTo(left);
            foreach (var (sector, versions) in _loose)
            {
                var version = choose(versions.Count);
                var at = sector * Sector;
                if (version > 0 && at < left.Length)
                {
                    versions[version - 1].AsSpan(0, (int)Math.Min(Sector, left.Length - at)).CopyTo(left.AsSpan((int)at));
                }
            }

            return left;
        }

        private void Reserve(long length)
        {
            if (length > _now.Length)
            {
                Array.Resize(ref _now, (int)(Math.Max(length, _now.Length * 2L) + Sector - 1) / Sector * Sector);
            }
        }
    }
}
