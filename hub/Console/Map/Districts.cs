using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Console.Map;

/// <summary>The district in the map's form, made anew when other grids are valid: a page that is opened then shows them.</summary>
internal sealed class Districts(HubQueries queries)
{
    private volatile Made? _made;

    /// <summary>As the grids are now.</summary>
    public District Current
    {
        get
        {
            var geoJson = queries.GridsGeoJson;
            if (_made is not { } made || !ReferenceEquals(made.GeoJson, geoJson))
            {
                _made = made = new Made(geoJson, new District(geoJson));
            }

            return made.District;
        }
    }

    private sealed record Made(string GeoJson, District District);
}
