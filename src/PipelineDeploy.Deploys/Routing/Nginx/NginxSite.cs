using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>The part of the configuration that carries one app.</summary>
static class NginxSite
{
    /// <summary>Renders it.</summary>
    public static string Render(NginxOptions options, Route route)
    {
        if (route.Domains.Count == 0)
        {
            return "";
        }

        var secure = options.BindHttps.Count == 0 ? [] : route.Certificates;
        string[] leading = route.RedirectsHttps ? [.. secure.Select(certificate => certificate.Domain)] : [];
        var answer = Answer(options, route);
        return Upstream(route)
            + Plain(options, route.Domains.Except(leading, StringComparer.Ordinal), answer)
            + (leading.Length == 0 ? "" : Plain(options, leading, Redirect(options) + answer))
            + string.Concat(secure.Select(certificate => Secure(options, certificate, answer)));
    }

    // All workers count the turns together, so that the shares are those of the weights. What drains gets nothing and is left out.
    static string Upstream(Route route) => IsServed(route) ? $$"""

          upstream {{Name(route)}} {
            zone {{Name(route)}} 128k;
        {{string.Concat(route.Targets.Where(target => target.Weight > 0).Select(Server))}}  }

        """ : "";

    static string Server(RouteTarget target) =>
        string.Create(CultureInfo.InvariantCulture, $"    server {target.Address()} weight={target.Weight} max_fails=0;\n");

    static string Plain(NginxOptions options, IEnumerable<string> domains, string answer) => string.Join(' ', domains) is { Length: > 0 } names ? $$"""

          server {
        {{NginxConfig.Listens(options.Bind, "")}}    server_name {{names}};
        {{answer}}  }

        """ : "";

    static string Secure(NginxOptions options, RouteCertificate certificate, string answer) => $$"""

          server {
        {{NginxConfig.Listens(options.BindHttps, " ssl http2")}}    server_name {{certificate.Domain}};
            ssl_certificate {{Path.Combine(options.Directory, RouterFile.NameOf(certificate))}};
            ssl_certificate_key {{Path.Combine(options.Directory, RouterFile.NameOf(certificate))}};
        {{answer}}  }

        """;

    static string Redirect(NginxOptions options) => $$"""
            if ($forwarded_proto !~* ^https$) {
              return 308 https://$host{{options.HttpsPortSuffix}}$request_uri;
            }

        """;

    static string Answer(NginxOptions options, Route route) =>
        route.Maintenance is { } message ? Maintenance(options, RouterFile.Page(message).Name) : IsServed(route) ? Pass(route) : Nobody(route);

    static string Nobody(Route route) => $$"""
            location / {
              add_header Cache-Control no-store always;
              add_header Retry-After 5 always;
              return 503 "No release of {{route.App}} serves yet.\n";
            }

        """;

    // The page is asked for inside of nginx only. A text in the configuration would have its dollars read as variables.
    static string Maintenance(NginxOptions options, string page) => $$"""
            error_page 503 /{{page}};
            location / {
              return 503;
            }
            location = /{{page}} {
              internal;
              alias {{Path.Combine(options.Directory, page)}};
              default_type "text/html; charset=utf-8";
              add_header Cache-Control no-store always;
              add_header Retry-After 60 always;
            }

        """;

    // A WebSocket may be silent for longer than an answer may take.
    static string Pass(Route route) => $$"""
            location / {
              error_page 418 = @websocket;
              if ($http_upgrade ~* ^websocket$) {
                return 418;
              }
              proxy_pass http://{{Name(route)}};
            }
            location @websocket {
              proxy_read_timeout 1h;
              proxy_send_timeout 1h;
              proxy_pass http://{{Name(route)}};
            }

        """;

    static bool IsServed(Route route) => route.Targets.Any(target => target.Weight > 0);

    static string Name(Route route) => "app-" + route.App;
}
