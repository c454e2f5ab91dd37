namespace PipelineDeploy.Benchmarks;

/// <summary>What so many of a hundred were not above.</summary>
static class Percentile
{
    /// <summary>Rounded to a tenth of a millisecond; not a number when nothing was measured.</summary>
    public static double Of(IEnumerable<double> milliseconds, int percent)
    {
        var sorted = milliseconds.Order().ToList();
        return sorted.Count == 0 ? double.NaN : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100d) - 1)], 1);
    }

    /// <inheritdoc cref="Of(IEnumerable{double}, int)" />
    public static double Of(IEnumerable<TimeSpan> times, int percent) => Of(times.Select(time => time.TotalMilliseconds), percent);
}
