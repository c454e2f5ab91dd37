namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>The maps and lists that HAProxy looks hosts up in.</summary>
static class HaproxyFile
{
    /// <summary>The map from host to backend.</summary>
    public static RouterFile Hosts(IEnumerable<Route> routes) =>
        RouterFile.Of("hosts", "map", routes.SelectMany(route => route.Domains.Select(domain => $"{domain} {HaproxyConfig.Backend(route.App)}\n")));

    /// <summary>The hosts whose visitors are sent to HTTPS.</summary>
    public static RouterFile Https(IEnumerable<Route> routes) =>
        RouterFile.Of("https", "map", routes.Where(route => route.RedirectsHttps).SelectMany(route => route.Certificates.Select(certificate => $"{certificate.Domain} https\n")));

    /// <summary>Which certificate is for which host.</summary>
    public static RouterFile Certificates(HaproxyOptions options, IEnumerable<Route> routes) =>
        RouterFile.Of(
            "certificates",
            "list",
            routes.SelectMany(route => route.Certificates.Select(certificate => $"{Path.Combine(options.Directory, RouterFile.NameOf(certificate))} {certificate.Domain}\n")));
}
