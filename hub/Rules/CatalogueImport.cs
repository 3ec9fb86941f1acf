namespace EdgeGrid.Hub.Rules;

/// <summary>Which new versions a document makes of the entries that stand.</summary>
internal sealed class CatalogueImport(IReadOnlyList<CatalogueRow> standing, IReadOnlyDictionary<(CatalogueSection Section, string Code), int> versions, string by, DateTimeOffset now)
{
    private readonly Dictionary<(CatalogueSection Section, string Code), CatalogueRow> _standing = standing.ToDictionary(row => (row.Section, row.Code));

    public List<CatalogueRow> Rows { get; } = [];

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Removed { get; private set; }

    public int Unchanged { get; private set; }

    /// <summary>Puts a section in the place of the one that stands.</summary>
    /// <param name="section">Which.</param>
    /// <param name="entries">All that it shall hold; null leaves it as it is.</param>
    /// <param name="keyOf">An entry's code, its category, and from when it shall hold.</param>
    public void Put<T>(CatalogueSection section, IReadOnlyList<T>? entries, Func<T, (string Code, string Category, DateTimeOffset? From)> keyOf)
    {
        if (entries is null)
        {
            return;
        }

        var kept = new HashSet<string>();
        foreach (var entry in entries)
        {
            var (code, category, from) = keyOf(entry);
            kept.Add(code);
            var data = CatalogueJson.Write(entry);
            var stands = _standing.GetValueOrDefault((section, code));
            if (stands?.Data == data)
            {
                Unchanged++;
                continue;
            }

            (Added, Changed) = stands is null ? (Added + 1, Changed) : (Added, Changed + 1);
            Rows.Add(RowOf(section, code, category, from > now ? from.Value : now, data));
        }

        foreach (var gone in _standing.Values.Where(row => row.Section == section && !kept.Contains(row.Code)))
        {
            Removed++;
            Rows.Add(RowOf(section, gone.Code, gone.Category, now, gone.Data, removed: true));
        }
    }

    private CatalogueRow RowOf(CatalogueSection section, string code, string category, DateTimeOffset from, string data, bool removed = false) => new()
    {
        Section = section,
        Code = code,
        Version = versions.GetValueOrDefault((section, code)) + 1,
        Category = category,
        EffectiveFrom = from,
        Removed = removed,
        RecordedAt = now,
        By = by,
        Data = data,
    };
}
