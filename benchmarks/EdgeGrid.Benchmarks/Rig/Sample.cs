namespace EdgeGrid.Benchmarks.Rig;

/// <summary>What is said of many measured values.</summary>
internal static class Sample
{
    /// <summary>Nearest rank: a value that was really measured.</summary>
    public static double Percentile(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values) => Percentile([.. values.Order()], 0.5);
}
