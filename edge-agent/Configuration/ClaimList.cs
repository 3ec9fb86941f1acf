using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Configuration;

/// <summary>What of the gateway the devices and outputs of a configuration take: two cannot have the same.</summary>
internal sealed class ClaimList(ProblemList problems)
{
    private readonly List<(Claim Claim, string Device, Place Place)> _taken = [];

    /// <param name="device">Its name; its own claims do not disturb each other.</param>
    /// <param name="claims">With where each stands.</param>
    public void Take(string device, IReadOnlyList<(Claim Claim, Place Place)> claims)
    {
        foreach (var (claim, place) in claims)
        {
            if (_taken.Find(taken => taken.Claim.Excludes(claim)) is { Claim: { } has, Device: var other, Place.Line: var line })
            {
                problems.Add(
                    place,
                    $"\"{device}\" cannot have {claim.Thing}{Terms(claim)}: \"{other}\" in line {line} has it{Terms(has)}.",
                    claim.Remedy);
            }
        }

        _taken.AddRange(claims.Select(claim => (claim.Claim, device, claim.Place)));
    }

    private static string Terms(Claim claim) => claim.Terms is { } terms ? $" as {terms}" : "";
}
