using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>The configuration of Caddy. Its fingerprint is in it, so that the running Caddy can be asked for it.</summary>
static class CaddyConfig
{
    /// <summary>The id of what holds the fingerprint and the routes.</summary>
    public const string MemoryId = "pipelinedeploy";

    /// <summary>The name by which we ask the admin API; it answers to no other, so that no page in a browser can.</summary>
    public const string AdminHost = "pipelinedeploy";

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Renders the configuration that carries exactly these routes.</summary>
    /// <exception cref="ArgumentException">A name, address or option that must not reach the file.</exception>
    public static RouterConfig Render(CaddyOptions options, IReadOnlyList<Route> routes)
    {
        var sorted = RoutingRules.InOrder(options, routes);
        var structure = RouterFile.Fingerprint(Write(options, sorted, Memory(options, "", [])));
        RouterFile[] files = options.BindHttps.Count == 0 ? [] : [.. RouterFile.Certificates(sorted)];
        return new RouterConfig(Write(options, sorted, Memory(options, structure, sorted)), structure, files);
    }

    /// <summary>The routes a configuration was rendered from; none for a file that is not ours.</summary>
    public static IReadOnlyList<Route> Remembered(string text)
    {
        try
        {
            var memory = JsonNode.Parse(text)?["apps"]?["http"]?["servers"]?["web"]?["routes"]?[0]?["handle"]?[0]?["routes"];
            return memory is JsonArray lines ? RememberedRoutes.Parse(string.Join('\n', lines.Select(line => line?.GetValue<string>()))) : [];
        }
        catch (Exception spoiled) when (spoiled is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            // A file spoiled by hand guards nothing; the next apply writes it anew.
            return [];
        }
    }

    static string Write(CaddyOptions options, IReadOnlyList<Route> routes, JsonObject memory)
    {
        var servers = new JsonObject { ["web"] = Server(options.Bind, ["h1"], [memory, .. CaddySite.Plain(options, routes)]) };
        var apps = new JsonObject { ["http"] = new JsonObject { ["grace_period"] = "1h", ["servers"] = servers } };
        if (options.BindHttps.Count > 0)
        {
            var secure = Server(options.BindHttps, ["h1", "h2"], CaddySite.Secure(options, routes));
            secure["tls_connection_policies"] = CaddyCertificates.Policies(routes);
            servers["secure"] = secure;
            apps["tls"] = CaddyCertificates.App(options, routes);
        }

        return new JsonObject
        {
            ["admin"] = new JsonObject
            {
                ["listen"] = "unix/" + options.AdminSocket,
                ["origins"] = new JsonArray(AdminHost),
                ["config"] = new JsonObject { ["persist"] = false },
            },
            ["logging"] = new JsonObject { ["logs"] = new JsonObject { ["default"] = new JsonObject { ["level"] = "WARN" } } },
            ["apps"] = apps,
        }.ToJsonString(Readable) + "\n";
    }

    static JsonObject Server(IReadOnlyList<string> binds, string[] protocols, IEnumerable<JsonObject> routes) => new()
    {
        ["listen"] = new JsonArray([.. binds.Select(bind => JsonValue.Create(bind.TrimStart('*')))]),
        ["protocols"] = new JsonArray([.. protocols.Select(protocol => JsonValue.Create(protocol))]),
        ["automatic_https"] = new JsonObject { ["disable"] = true },
        ["read_header_timeout"] = "10s",
        ["routes"] = new JsonArray([.. routes]),
    };

    // A part of the configuration that may hold any words, and is for nobody but ourselves.
    static JsonObject Memory(CaddyOptions options, string structure, IEnumerable<Route> routes) => new()
    {
        ["@id"] = MemoryId,
        ["match"] = new JsonArray(new JsonObject { ["host"] = new JsonArray(StructureProbe.Host), ["remote_ip"] = new JsonObject { ["ranges"] = Ourselves(options) } }),
        ["handle"] = new JsonArray(
            new JsonObject
            {
                ["handler"] = "vars",
                ["structure"] = structure,
                ["routes"] = new JsonArray([.. routes.Select(route => JsonValue.Create(RememberedRoutes.Line(route)))]),
            },
            new JsonObject { ["handler"] = "static_response", ["status_code"] = 200, ["body"] = StructureProbe.Prefix + structure + "\n" }),
    };

    static JsonArray Ourselves(CaddyOptions options) =>
        IPEndPoint.TryParse(options.Bind[0], out var bound) && !bound.Address.Equals(IPAddress.Any) && !bound.Address.Equals(IPAddress.IPv6Any)
            ? new JsonArray("127.0.0.0/8", "::1", bound.Address.ToString())
            : new JsonArray("127.0.0.0/8", "::1");
}
