using System.Globalization;
using System.Text;

namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>The configuration of nginx. Its workers tell its fingerprint by HTTP.</summary>
static class NginxConfig
{
    /// <summary>Renders the configuration that carries exactly these routes.</summary>
    /// <exception cref="ArgumentException">A name, address or option that must not reach the file.</exception>
    public static RouterConfig Render(NginxOptions options, IReadOnlyList<Route> routes)
    {
        var sorted = RoutingRules.InOrder(options, routes);
        var sites = string.Concat(sorted.Select(route => NginxSite.Render(options, route)));
        var structure = RouterFile.Fingerprint(Global(options) + Http(options, "") + sites);

        var text = new StringBuilder(RememberedRoutes.Comment(sorted));
        text.Append(Global(options)).Append(Http(options, structure)).Append(sites).Append("}\n");
        RouterFile[] certificates = options.BindHttps.Count == 0 ? [] : [.. RouterFile.Certificates(sorted)];
        return new RouterConfig(text.ToString(), structure, [.. certificates, .. RouterFile.Pages(sorted)]);
    }

    // A worker replaced by a reload lets its open connections finish, for an hour at most. A client takes two connections.
    static string Global(NginxOptions options) => $$"""

        {{(options.User is { } user ? $"user {user};\n" : "")}}worker_processes auto;
        worker_rlimit_nofile {{Number((2 * options.MaxConnections) + 512)}};
        worker_shutdown_timeout 1h;
        pid {{options.PidFile}};
        error_log {{options.ErrorLog}} crit;

        events {
          worker_connections {{Number((2 * options.MaxConnections) + 64)}};
        }


        """;

    // Nothing is kept back: an upload or an event stream passes byte by byte. What an app says to nginx in X-Accel-… headers is not obeyed.
    static string Http(NginxOptions options, string structure) => $$"""
        http {
          access_log off;
          server_tokens off;
          types {}
          default_type "text/plain; charset=utf-8";
          client_body_temp_path {{options.Directory}}/temp-body;
          proxy_temp_path {{options.Directory}}/temp-proxy;
          fastcgi_temp_path {{options.Directory}}/temp-fastcgi;
          uwsgi_temp_path {{options.Directory}}/temp-uwsgi;
          scgi_temp_path {{options.Directory}}/temp-scgi;
          server_names_hash_bucket_size 512;
          server_names_hash_max_size 8192;
          large_client_header_buffers 4 16k;
          client_max_body_size 0;
          client_header_timeout 10s;
          keepalive_requests 100000;
          etag off;
          if_modified_since off;
          ssl_protocols TLSv1.2 TLSv1.3;
          ssl_session_cache shared:tls:4m;

        {{NginxForwarding.Render(options)}}
          proxy_http_version 1.1;
          proxy_buffering off;
          proxy_request_buffering off;
          proxy_buffer_size 16k;
          proxy_buffers 8 16k;
          proxy_connect_timeout 3s;
          proxy_send_timeout 300s;
          proxy_read_timeout 300s;
          proxy_next_upstream error;
          proxy_redirect off;
          proxy_pass_header Date;
          proxy_pass_header Server;
          proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;

        {{Strangers(options, structure)}}
        """;

    // What our own server asks, from the same address; whoever asks for a host that no app has; and TLS for a name without a certificate.
    static string Strangers(NginxOptions options, string structure) => $$"""
          server {
        {{Listens(options.Bind, "")}}    server_name {{StructureProbe.Host}};
            location / {
              if ($remote_addr != $server_addr) {
                return 404 "No app is known by this host name.\n";
              }
              return 200 "{{StructureProbe.Prefix}}{{structure}}\n";
            }
          }

          server {
        {{Listens(options.Bind, " default_server")}}    location / {
              add_header Cache-Control no-store always;
              return 404 "No app is known by this host name.\n";
            }
          }

        """ + (options.BindHttps.Count == 0 ? "" : $$"""

          server {
        {{Listens(options.BindHttps, " ssl http2 default_server")}}    ssl_reject_handshake on;
            location / {
              add_header Cache-Control no-store always;
              return 404 "No app is known by this host name.\n";
            }
          }

        """);

    /// <summary>One line for each address.</summary>
    public static string Listens(IReadOnlyList<string> binds, string how) =>
        string.Concat(binds.Select(bind => $"    listen {(bind.StartsWith(':') ? "*" : "")}{bind}{how};\n"));

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
