using System.Text.Json;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>
/// The routes applied last, kept as comment lines in the proxy's own configuration: what guards the generation
/// and what it serves after a restart can then never be two different things.
/// </summary>
static class RememberedRoutes
{
    const string Prefix = "# route ";

    /// <summary>What such a file begins with.</summary>
    public static string Comment(IEnumerable<Route> routes) =>
        "# Written by PipelineDeploy at every change of a route; what is changed by hand is lost.\n" + string.Concat(routes.Select(route => Line(route) + "\n"));

    /// <summary>A route as one line.</summary>
    public static string Line(Route route) => Prefix + JsonSerializer.Serialize(route, JsonSerializerOptions.Web);

    /// <summary>The routes a configuration was rendered from; none for a file that is not ours.</summary>
    public static IReadOnlyList<Route> Parse(string config) =>
        [.. config.Split('\n').Where(line => line.StartsWith(Prefix, StringComparison.Ordinal)).Select(Read).OfType<Route>()];

    /// <summary>What is to be carried: the wanted routes, each replaced by the remembered one when that is of a higher generation.</summary>
    public static IReadOnlyList<Route> Merge(IReadOnlyList<Route> wanted, IReadOnlyList<Route> remembered)
    {
        var known = remembered.DistinctBy(route => route.App, StringComparer.Ordinal).ToDictionary(route => route.App, StringComparer.Ordinal);
        return [.. wanted.Select(route => known.TryGetValue(route.App, out var last) && last.Generation > route.Generation ? last : route)];
    }

    static Route? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Route>(line[Prefix.Length..], JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // A line spoiled by hand guards nothing; the next apply writes it anew.
            return null;
        }
    }
}
