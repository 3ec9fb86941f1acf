namespace EdgeGrid.Devices.Gnss;

/// <summary>The count that the last GSV of each talker told.</summary>
internal sealed class NmeaSatellitesInView
{
    // GP GL GA GB BD GQ GI and one more: a talker that does not fit is not counted.
    private readonly (int Talker, int Count)[] _talkers = new (int, int)[8];

    public int Total
    {
        get
        {
            var total = 0;
            foreach (var (_, count) in _talkers)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>Messages in the cycle, number of this one, satellites in view, then four fields for each.</summary>
    public NmeaSkip? Gsv(int talker, ref NmeaFields fields)
    {
        fields.Skip(2);
        var count = fields.Integer();
        if (fields.Problem is { } problem)
        {
            return problem;
        }

        for (var i = 0; i < _talkers.Length; i++)
        {
            if (_talkers[i].Talker == talker || _talkers[i].Talker == 0)
            {
                _talkers[i] = (talker, Math.Min(count ?? 0, 99));
                break;
            }
        }

        return null;
    }
}
