namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>The part of the configuration that takes requests and finds out whose they are.</summary>
/// <param name="Text">The part.</param>
/// <param name="Files">The files it refers to.</param>
sealed record HaproxyFrontend(string Text, IReadOnlyList<RouterFile> Files)
{
    const string Host = "req.hdr(host),host_only,rtrim(.),lower";

    /// <summary>Renders it for routes that are in order.</summary>
    public static HaproxyFrontend Render(HaproxyOptions options, IReadOnlyList<Route> routes)
    {
        var hosts = HaproxyFile.Hosts(routes);
        if (options.BindHttps.Count == 0)
        {
            return new HaproxyFrontend(Write(options, hosts, "", ""), [hosts]);
        }

        var (certificates, https) = (HaproxyFile.Certificates(options, routes), HaproxyFile.Https(routes));
        // Without a certificate for the name the handshake is refused: showing that of another app would only tell who else is here.
        var binds = options.BindHttps.Select(bind => $"  bind {bind} ssl crt-list {PathOf(certificates)} strict-sni alpn h2,http/1.1 ssl-min-ver TLSv1.2\n");
        var redirects = https.Content.Length > 0;
        var redirect = $"  http-request redirect location \"https://%[{Host}]{options.HttpsPortSuffix}%[pathq]\" code 308 if !{{ req.hdr(X-Forwarded-Proto) -i -m str https }} {{ {Host},map_str({PathOf(https)}) -m found }}\n";
        return new HaproxyFrontend(
            Write(options, hosts, string.Concat(binds), redirects ? redirect : ""),
            [hosts, certificates, .. redirects ? [https] : Array.Empty<RouterFile>(), .. RouterFile.Certificates(routes)]);

        string PathOf(RouterFile file) => Path.Combine(options.Directory, file.Name);
    }

    // Whatever a client says of itself in these headers is taken away: apps believe them. What is left of them afterwards a trusted proxy has said.
    static string Write(HaproxyOptions options, RouterFile hosts, string secure, string redirect) =>
        $"frontend web\n{string.Concat(options.Bind.Select(bind => $"  bind {bind}\n"))}{secure}{Proxies(options)}" + $$"""
          http-request del-header X-Forwarded- -m beg{{UnlessTrusted(options)}}
          http-request del-header Forwarded{{UnlessTrusted(options)}}
          http-request del-header X-Real-IP{{UnlessTrusted(options)}}
          http-request add-header X-Forwarded-For %[src]
          http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)] unless { req.hdr(X-Forwarded-Proto) -m found }
          http-request set-header X-Forwarded-Host %[req.hdr(host)] unless { req.hdr(X-Forwarded-Host) -m found }
          http-request set-header X-Forwarded-Port %[dst_port] unless { req.hdr(X-Forwarded-Port) -m found }
        {{redirect}}  http-request disable-l7-retry unless METH_GET
          use_backend %[{{Host}},map_str({{Path.Combine(options.Directory, hosts.Name)}})]
          default_backend unknown-host

        backend unknown-host
          http-request return status 404 content-type "text/plain; charset=utf-8" hdr Cache-Control no-store string "No app is known by this host name.\n"

        """;

    static string Proxies(HaproxyOptions options) => string.Concat(options.TrustedProxies.Select(proxy => $"  acl from-proxy src {proxy}\n"));

    static string UnlessTrusted(HaproxyOptions options) => options.TrustedProxies.Count == 0 ? "" : " unless from-proxy";
}
