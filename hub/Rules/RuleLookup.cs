using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Rules;

/// <summary>
/// The rules as one transaction sees them: each is looked up once, however many cases are filed by it at the same instant.
/// </summary>
internal sealed class RuleLookup(HubDb db)
{
    private readonly Dictionary<(string Category, DateTimeOffset At), (CaseRule Rule, int Version)?> _found = [];

    /// <inheritdoc cref="RuleBook.RuleAtAsync"/>
    public async Task<(CaseRule Rule, int Version)?> RuleAtAsync(string category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!_found.TryGetValue((category, at), out var found))
        {
            _found[(category, at)] = found = await RuleBook.RuleAtAsync(db, category, at, cancellationToken);
        }

        return found;
    }
}
