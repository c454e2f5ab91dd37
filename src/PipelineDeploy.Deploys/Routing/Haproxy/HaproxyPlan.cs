namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>
/// What is missing between the routes wanted and the servers seen, as runtime commands in two halves. What gives
/// way is touched only after what takes over was seen to be in place, so that no instant has no target.
/// </summary>
/// <param name="Open">Adds, enables and raises.</param>
/// <param name="Close">Lowers and puts into maintenance: no new request, open ones finish.</param>
/// <param name="Delete">Removes servers that hold no request; HAProxy may still refuse one, which a later apply takes up again.</param>
sealed record HaproxyPlan(IReadOnlyList<string> Open, IReadOnlyList<string> Close, IReadOnlyList<string> Delete)
{
    public bool IsEmpty => Open.Count == 0 && Close.Count == 0 && Delete.Count == 0;

    /// <summary>Compares what is wanted with what is.</summary>
    public static HaproxyPlan For(IReadOnlyList<Route> routes, IReadOnlyList<ServerState> seen)
    {
        List<string> open = [], close = [], delete = [];
        var left = seen.ToDictionary(Path, StringComparer.Ordinal);
        foreach (var (path, target) in routes.SelectMany(Wanted))
        {
            if (!left.Remove(path, out var server))
                open.AddRange([$"add server {path} {HaproxyConfig.ServerArguments(target)}", $"set server {path} state ready"]);
            else
                Adjust(path, target, server, open, close);
        }
        foreach (var (path, server) in left)
        {
            if (server.IsReady)
                close.Add($"set server {path} state maint");
            if (server.InUse == 0)
                delete.Add($"del server {path}");
        }
        return new HaproxyPlan(open, close, delete);
    }

    /// <summary>The first way in which the servers differ from what is wanted; null when new requests go exactly where they should.</summary>
    public static string? Mismatch(IReadOnlyList<Route> routes, IReadOnlyList<ServerState> seen)
    {
        var plan = For(routes, seen);
        return plan.Open.Concat(plan.Close).FirstOrDefault();
    }

    static void Adjust(string path, RouteTarget target, ServerState server, List<string> open, List<string> close)
    {
        if (server.Host != target.Host || server.Port != target.Port)
            open.Add($"set server {path} addr {target.Host} port {target.Port}");
        if (server.Weight != target.Weight)
            (target.Weight > server.Weight || !server.IsReady ? open : close).Add($"set server {path} weight {target.Weight}");
        if (!server.IsReady)
            open.Add($"set server {path} state ready");
    }

    static IEnumerable<(string Path, RouteTarget Target)> Wanted(Route route) =>
        route.Targets.Select(target => ($"{HaproxyConfig.Backend(route.App)}/{target.Name}", target));

    static string Path(ServerState server) => $"{server.Backend}/{server.Name}";
}
