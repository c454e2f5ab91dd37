using System.Globalization;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>The parts of the configuration that find out whose a request is, and answer it or send it on.</summary>
static class CaddySite
{
    /// <summary>What is done with a request by HTTP.</summary>
    public static IEnumerable<JsonObject> Plain(CaddyOptions options, IReadOnlyList<Route> routes) =>
    [
        .. Forwarding(options, options.Bind[0]),
        .. options.BindHttps.Count == 0 ? [] : routes.Where(route => route.RedirectsHttps).SelectMany(route => route.Certificates).Select(certificate => Redirect(options, certificate.Domain)),
        .. Sites(options, routes),
    ];

    /// <summary>What is done with a request by HTTPS.</summary>
    public static IEnumerable<JsonObject> Secure(CaddyOptions options, IReadOnlyList<Route> routes) => [.. Forwarding(options, options.BindHttps[0]), .. Sites(options, routes)];

    // Whatever a client says of itself in these headers is taken away: apps believe them. The others reverse_proxy sets by itself.
    static IEnumerable<JsonObject> Forwarding(CaddyOptions options, string bind)
    {
        var strip = new JsonObject
        {
            ["handle"] = new JsonArray(new JsonObject
            {
                ["handler"] = "headers",
                ["request"] = new JsonObject { ["delete"] = new JsonArray("X-Forwarded-*", "Forwarded", "X-Real-Ip") },
            }),
        };
        if (options.TrustedProxies.Count > 0)
        {
            strip.Insert(0, "match", new JsonArray(new JsonObject { ["not"] = new JsonArray(new JsonObject { ["remote_ip"] = new JsonObject { ["ranges"] = Texts(options.TrustedProxies) } }) }));
        }

        yield return strip;
        yield return new JsonObject
        {
            ["match"] = new JsonArray(new JsonObject { ["header"] = new JsonObject { ["X-Forwarded-Port"] = null } }),
            ["handle"] = new JsonArray(new JsonObject
            {
                ["handler"] = "headers",
                ["request"] = new JsonObject { ["set"] = new JsonObject { ["X-Forwarded-Port"] = new JsonArray(RouterOptions.PortOf(bind)) } },
            }),
        };
    }

    static JsonObject Redirect(CaddyOptions options, string domain) => new()
    {
        ["match"] = new JsonArray(new JsonObject
        {
            ["host"] = Hosts([domain]),
            ["not"] = new JsonArray(new JsonObject { ["header_regexp"] = new JsonObject { ["X-Forwarded-Proto"] = new JsonObject { ["pattern"] = "(?i)^https$" } } }),
        }),
        ["handle"] = new JsonArray(new JsonObject
        {
            ["handler"] = "static_response",
            ["status_code"] = 308,
            ["headers"] = new JsonObject { ["Location"] = new JsonArray($"https://{domain}{options.HttpsPortSuffix}{{http.request.uri}}") },
        }),
        ["terminal"] = true,
    };

    static IEnumerable<JsonObject> Sites(CaddyOptions options, IReadOnlyList<Route> routes) =>
    [
        .. routes.Where(route => route.Domains.Count > 0).Select(route => new JsonObject
        {
            ["match"] = new JsonArray(new JsonObject { ["host"] = Hosts(route.Domains) }),
            ["handle"] = new JsonArray(Answer(options, route)),
            ["terminal"] = true,
        }),
        new JsonObject { ["handle"] = new JsonArray(Say(404, "text/plain; charset=utf-8", "No app is known by this host name.\n")) },
    ];

    static JsonObject Answer(CaddyOptions options, Route route) =>
        route.Maintenance is { } message ? Say(503, "text/html; charset=utf-8", MaintenancePage.Render(message), comeBack: 60)
        : CaddyTurns.Of(route.Targets) is { Count: > 0 } turns ? Pass(options, turns)
        : Say(503, "text/plain; charset=utf-8", $"No release of {route.App} serves yet.\n", comeBack: 5);

    // What stands in braces Caddy would take for the name of a value.
    static JsonObject Say(int status, string type, string body, int? comeBack = null)
    {
        var headers = new JsonObject { ["Content-Type"] = new JsonArray(type), ["Cache-Control"] = new JsonArray("no-store") };
        if (comeBack is { } seconds)
        {
            headers["Retry-After"] = new JsonArray(seconds.ToString(CultureInfo.InvariantCulture));
        }

        return new JsonObject
        {
            ["handler"] = "static_response",
            ["status_code"] = status,
            ["headers"] = headers,
            ["body"] = body.Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal),
        };
    }

    // A connection to an app is not kept, so that no request meets one that the app is just closing. Only what never reached an app is tried
    // again, and a GET. Not "flush_interval": -1: with it Caddy 2.6 gives up the requests under way when it takes a new configuration; what has
    // no known length is passed on at once anyway.
    static JsonObject Pass(CaddyOptions options, IReadOnlyList<RouteTarget> turns)
    {
        var pass = new JsonObject
        {
            ["handler"] = "reverse_proxy",
            ["load_balancing"] = new JsonObject { ["selection_policy"] = new JsonObject { ["policy"] = "round_robin" }, ["retries"] = 3, ["try_interval"] = "10ms" },
            ["transport"] = new JsonObject
            {
                ["protocol"] = "http",
                ["dial_timeout"] = "3s",
                ["response_header_timeout"] = "300s",
                ["compression"] = false,
                ["keep_alive"] = new JsonObject { ["enabled"] = false },
            },
            ["upstreams"] = new JsonArray([.. turns.Select(target => new JsonObject { ["dial"] = target.Address() })]),
        };
        if (options.TrustedProxies.Count > 0)
        {
            pass["trusted_proxies"] = Texts(options.TrustedProxies);
        }

        return pass;
    }

    static JsonArray Hosts(IEnumerable<string> domains) => Texts(domains.SelectMany(domain => new[] { domain, domain + "." }));

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
