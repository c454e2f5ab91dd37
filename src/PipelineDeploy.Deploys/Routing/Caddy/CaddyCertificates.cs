using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>The parts of the configuration that say which certificate is shown to whom.</summary>
static class CaddyCertificates
{
    /// <summary>One policy for each name. Who asks for another one gets no handshake.</summary>
    /// <remarks>The first is for nobody: without any policy Caddy would speak no TLS on its port.</remarks>
    public static JsonArray Policies(IEnumerable<Route> routes) =>
    [
        Policy(StructureProbe.Host),
        .. All(routes).Select(certificate =>
        {
            var policy = Policy(certificate.Domain);
            policy["certificate_selection"] = new JsonObject { ["any_tag"] = new JsonArray(certificate.Fingerprint) };
            return policy;
        }),
    ];

    /// <summary>Where they are read from. Caddy gets none by itself.</summary>
    public static JsonObject App(CaddyOptions options, IEnumerable<Route> routes) => new()
    {
        ["certificates"] = new JsonObject
        {
            ["load_files"] = new JsonArray([.. All(routes).DistinctBy(certificate => certificate.Fingerprint, StringComparer.Ordinal).Select(certificate => File(options, certificate))]),
        },
    };

    static IEnumerable<RouteCertificate> All(IEnumerable<Route> routes) => routes.SelectMany(route => route.Certificates);

    static JsonObject Policy(string name) => new() { ["match"] = new JsonObject { ["sni"] = new JsonArray(name) } };

    static JsonObject File(CaddyOptions options, RouteCertificate certificate)
    {
        var path = Path.Combine(options.Directory, RouterFile.NameOf(certificate));
        return new JsonObject { ["certificate"] = path, ["key"] = path, ["tags"] = new JsonArray(certificate.Fingerprint) };
    }
}
