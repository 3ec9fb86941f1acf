using EdgeGrid.Contracts;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Keeps the best while a search goes on.</summary>
internal sealed class NearestSearch(NearestQuery query)
{
    private readonly List<NearestFound> _found = new(query.Count + 1);

    public IReadOnlyList<NearestFound> Found => _found;

    /// <summary>Whether somebody so far away, however suitable, would still be among the best.</summary>
    public bool MayImprove(double metres) => _found.Count < query.Count || metres <= _found[^1].Cost;

    public void Offer(Standing one, Position at, DateTimeOffset? seenAt)
    {
        var metres = PlaceIndex.Metres(query.Latitude, query.Longitude, at.Latitude, at.Longitude);
        if (!MayImprove(metres) || !IsSuitable(one.Person))
        {
            return;
        }

        var post = PostIn(one.Person);
        var weights = query.Weights;
        var cost = metres
            + (one.OpenCases * weights.MetresPerOpenCase)
            + (post is null ? weights.MetresOutsideGrid : post == GridRole.Worker ? 0 : weights.MetresOtherRole)
            + (seenAt is null ? weights.MetresNotSeen : 0);
        if (MayImprove(cost))
        {
            Insert(new NearestFound(one.Person.Id, metres, seenAt, one.OpenCases, post, cost));
        }
    }

    private bool IsSuitable(Person person) =>
        (query.Department is null || person.Department == query.Department)
        && (query.Roles.Count == 0 || person.Posts.Any(post => query.Roles.Contains(post.Role)))
        && !query.Except.Contains(person.Id);

    /// <summary>A worker of the cell first, then whatever else they are to it.</summary>
    private GridRole? PostIn(Person person)
    {
        GridRole? found = null;
        foreach (var post in person.Posts)
        {
            if (post.Grid == query.Grid && (found is null || post.Role == GridRole.Worker))
            {
                found = post.Role;
            }
        }

        return found;
    }

    private void Insert(NearestFound one)
    {
        // Equal ones by id, so that the same question has the same answer.
        var index = _found.FindIndex(other => other.Cost > one.Cost || (other.Cost.Equals(one.Cost) && string.CompareOrdinal(other.Person, one.Person) > 0));
        _found.Insert(index < 0 ? _found.Count : index, one);
        if (_found.Count > query.Count)
        {
            _found.RemoveAt(query.Count);
        }
    }
}
