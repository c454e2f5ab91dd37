using System.Globalization;
using System.Text;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>The configuration of HAProxy. A worker tells its fingerprint as its <c>description</c>.</summary>
static class HaproxyConfig
{
    /// <summary>Renders the configuration that carries exactly these routes.</summary>
    /// <exception cref="ArgumentException">A name, address or option that must not reach the file.</exception>
    public static RouterConfig Render(HaproxyOptions options, IReadOnlyList<Route> routes)
    {
        var sorted = RoutingRules.InOrder(options, routes);
        var frontend = HaproxyFrontend.Render(options, sorted);
        var frame = Defaults + frontend.Text;
        var structure = RouterFile.Fingerprint(string.Concat([Global(options, ""), frame, .. sorted.Select(route => BackendHead(options, route))]));

        var text = new StringBuilder(RememberedRoutes.Comment(sorted));
        text.Append(Global(options, structure)).Append(frame);
        foreach (var route in sorted)
        {
            text.Append(BackendHead(options, route));
            foreach (var target in route.Targets)
                text.Append(CultureInfo.InvariantCulture, $"  server {target.Name} {ServerArguments(target)}\n");
        }
        return new RouterConfig(text.ToString(), structure, [.. frontend.Files, .. RouterFile.Pages(sorted)]);
    }

    /// <summary>The backend of an app.</summary>
    public static string Backend(string app) => "app-" + app;

    /// <summary>What follows a server's name, in the file as in <c>add server</c>, so that both kinds are the same.</summary>
    /// <remarks>
    /// A server added at run time keeps no idle connections in HAProxy 2.6 unless told to; half of the spare ones are
    /// closed every 2 seconds.
    /// </remarks>
    public static string ServerArguments(RouteTarget target) =>
        $"{target.Address()} weight {target.Weight} pool-max-conn -1 pool-purge-delay 2s";

    static string Global(HaproxyOptions options, string structure) => $"""

        global
          description pipelinedeploy-{structure}
          maxconn {options.MaxConnections}
          # A worker replaced by a reload lets its open connections finish, for this long.
          hard-stop-after 1h
          stats socket {options.AdminSocket} mode 600 level admin expose-fd listeners


        """;

    // Only what never reached an app is tried again for every method; a request that an app may have begun to
    // handle is repeated only when repeating it is harmless (RFC 9110 §9.2.2).
    const string Defaults = AnswerTimes.Ring + $"""
        defaults
          mode http
          balance roundrobin
          http-reuse safe
          option redispatch 1
          retries 3
          retry-on conn-failure empty-response
          # A client's idle connection is closed with the answer to its next request, never under it.
          option idle-close-on-response
          timeout connect 3s
          timeout http-request 10s
          timeout http-keep-alive 10s
          timeout queue 30s
          timeout client 60s
          timeout server 300s
          timeout tunnel 1h
          timeout client-fin 30s
          log ring@answers local0
          log-format "{AnswerTimes.Format}"


        """;

    // A worker that a reload replaced counts no server as usable, and still has to serve its open connections from them.
    static string BackendHead(HaproxyOptions options, Route route) => $$"""

        backend {{Backend(route.App)}}
        {{MaintenanceRule(options, route)}}  http-request return status 503 content-type "text/plain; charset=utf-8" hdr Cache-Control no-store hdr Retry-After 5 string "No release of {{route.App}} serves yet.\n" if { nbsrv() eq 0 } !{ stopping }

        """;

    static string MaintenanceRule(HaproxyOptions options, Route route) => route.Maintenance is { } message
        ? $"  http-request return status 503 content-type \"text/html; charset=utf-8\" hdr Cache-Control no-store hdr Retry-After 60 file {Path.Combine(options.Directory, RouterFile.Page(message).Name)}\n"
        : "";
}
