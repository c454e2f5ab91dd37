namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>The shares of targets as a list of turns: Debian's Caddy knows no weights, but takes one after the other.</summary>
static class CaddyTurns
{
    // More are not needed to tell one percent from two.
    const int Most = 512;

    /// <summary>Each target as often as its weight says, as evenly spread as can be. What drains has no turn.</summary>
    public static IReadOnlyList<RouteTarget> Of(IReadOnlyList<RouteTarget> targets)
    {
        var served = targets.Where(target => target.Weight > 0).ToList();
        if (served.Count == 0)
        {
            return [];
        }

        var weights = Reduced([.. served.Select(target => target.Weight)]);
        var (total, credits) = (weights.Sum(), new int[served.Count]);
        List<RouteTarget> turns = [];
        for (var turn = 0; turn < total; turn++)
        {
            for (var i = 0; i < credits.Length; i++)
            {
                credits[i] += weights[i];
            }

            var next = Array.IndexOf(credits, credits.Max());
            credits[next] -= total;
            turns.Add(served[next]);
        }

        return turns;
    }

    static int[] Reduced(int[] weights)
    {
        var divisor = weights.Aggregate(Divisor);
        int[] reduced = [.. weights.Select(weight => weight / divisor)];
        var sum = reduced.Sum();
        return sum <= Most ? reduced : [.. reduced.Select(weight => Math.Max(1, (int)Math.Round((double)weight * Most / sum)))];
    }

    static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);
}
