using System.Text;

namespace EdgeGrid.Torture.Rig;

/// <summary>What was done to one file of a gateway's data.</summary>
/// <param name="Words">For people.</param>
/// <param name="Epochs">Of alerts, that stood in the file before.</param>
/// <param name="Live">Of alerts, that stood in any file before.</param>
internal sealed record Damage(string Words, IReadOnlyList<string> Epochs, IReadOnlySet<string> Live)
{
    private const int Page = 8192;

    // Whatever they are called.
    private const string OutboxFiles = "*.db";
    private const string TailFiles = "*.tail";
    private const string LedgerFiles = "losses*";

    private static readonly (string Words, Action<string, Trial> Do)[] Ways =
    [
        ("flipped bytes in", Flip),
        ("truncated", Truncate),
        ("zeroed pages of", Zero),
        ("took away", (file, _) => File.Delete(file)),
        ("put a foreign file in the place of", PutForeign),
    ];

    /// <summary>Damages one file of a data folder that nobody uses; null when there is none yet.</summary>
    /// <param name="folder">The gateway's data.</param>
    /// <param name="epochs">The epochs of alerts that the gateway is known to have.</param>
    /// <param name="trial">The dice.</param>
    public static Damage? Do(string folder, IReadOnlySet<string> epochs, Trial trial)
    {
        var outbox = Filled(folder, OutboxFiles);
        string[] files = [.. outbox, .. Filled(folder, TailFiles), .. Filled(folder, LedgerFiles)];
        if (files.Length == 0)
        {
            return null;
        }

        var held = outbox.ToDictionary(file => file, file => EpochsIn(file, epochs));

        // Mostly where it hurts: most files of an outbox hold no alerts.
        var worth = outbox.Where(file => held[file].Count > 0).ToArray();
        var hit = worth.Length > 0 && trial.Chance(0.6) ? trial.Pick(worth) : trial.Pick(files);
        var (words, damage) = trial.Pick(Ways);
        var size = new FileInfo(hit).Length;
        damage(hit, trial);
        return new Damage($"{words} {Path.GetFileName(hit)} of {size} bytes", held.GetValueOrDefault(hit) ?? [], held.Values.SelectMany(live => live).ToHashSet());
    }

    private static string[] Filled(string folder, string files) =>
        [.. Directory.EnumerateFiles(folder, files).Where(file => new FileInfo(file).Length > 0).Order()];

    // A lane's file names its epoch in its head, as sixteen bytes.
    private static List<string> EpochsIn(string file, IReadOnlySet<string> epochs)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        var found = new List<string>();
        foreach (var epoch in epochs)
        {
            if (bytes.IndexOf(Convert.FromHexString(epoch)) >= 0 || bytes.IndexOf(Encoding.ASCII.GetBytes(epoch)) >= 0)
            {
                found.Add(epoch);
            }
        }

        return found;
    }

    private static void Flip(string file, Trial trial)
    {
        var bytes = File.ReadAllBytes(file);
        for (var flips = trial.Between(1, 64); flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[trial.Between(0, bytes.Length - 1)] ^= (byte)trial.Between(1, 255);
        }

        File.WriteAllBytes(file, bytes);
    }

    private static void Truncate(string file, Trial trial)
    {
        var length = trial.Between(0, (int)new FileInfo(file).Length);
        using var stream = new FileStream(file, FileMode.Open);

        // A file system often loses whole blocks.
        stream.SetLength(trial.Chance(0.5) ? length / Page * Page : length);
    }

    private static void Zero(string file, Trial trial)
    {
        using var stream = new FileStream(file, FileMode.Open);
        var pages = (int)((stream.Length + Page - 1) / Page);
        for (var zeroed = trial.Between(1, 4); zeroed > 0 && pages > 0; zeroed--)
        {
            stream.Position = trial.Between(0, pages - 1) * (long)Page;
            stream.Write(new byte[Math.Min(Page, stream.Length - stream.Position)]);
        }
    }

    private static void PutForeign(string file, Trial trial)
    {
        var others = Filled(Path.GetDirectoryName(file)!, OutboxFiles).Where(other => other != file).ToArray();
        switch (trial.Between(0, others.Length > 0 ? 2 : 1))
        {
            case 0:
                var noise = new byte[trial.Between(1, 8 * Page)];
                trial.Dice(trial.Cycle).NextBytes(noise);
                File.WriteAllBytes(file, noise);
                break;
            case 1:
                File.WriteAllText(file, "This is no outbox.\n");
                break;
            default:
                // One of our own, and not this one.
                File.Copy(trial.Pick(others), file, overwrite: true);
                break;
        }
    }
}
