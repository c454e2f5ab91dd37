namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>What the app is told of who has asked.</summary>
static class NginxForwarding
{
    // nginx cannot take away all headers that begin with a word, so those that apps and their frameworks are known to believe are named.
    static readonly string[] Taken =
    [
        "Forwarded", "X-Real-IP", "X-Forwarded", "X-Forwarded-Access-Token", "X-Forwarded-By", "X-Forwarded-Client-Cert", "X-Forwarded-Context", "X-Forwarded-Email",
        "X-Forwarded-Groups", "X-Forwarded-Method", "X-Forwarded-Path", "X-Forwarded-PathBase", "X-Forwarded-Preferred-Username", "X-Forwarded-Prefix",
        "X-Forwarded-Protocol", "X-Forwarded-Scheme", "X-Forwarded-Server", "X-Forwarded-Ssl", "X-Forwarded-Tls-Client-Cert", "X-Forwarded-Uri", "X-Forwarded-Url",
        "X-Forwarded-User",
    ];

    /// <summary>The part of the configuration, for all apps.</summary>
    public static string Render(NginxOptions options) => $$"""
          geo $trusted {
            default 0;
        {{string.Concat(options.TrustedProxies.Select(proxy => $"    {proxy} 1;\n"))}}  }
          map $http_upgrade $upgrade_or_close {
            default upgrade;
            '' close;
          }
        {{Told("for", "$remote_addr", "$proxy_add_x_forwarded_for")}}{{Told("proto", "$scheme")}}{{Told("host", "$http_host")}}{{Told("port", "$server_port")}}
          proxy_set_header Host $http_host;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection $upgrade_or_close;
          proxy_set_header X-Forwarded-For $forwarded_for;
          proxy_set_header X-Forwarded-Proto $forwarded_proto;
          proxy_set_header X-Forwarded-Host $forwarded_host;
          proxy_set_header X-Forwarded-Port $forwarded_port;
        {{string.Concat(Taken.Select(name => $"  proxy_set_header {name} {(options.TrustedProxies.Count == 0 ? "\"\"" : Passed(name))};\n"))}}
        """ + (options.TrustedProxies.Count == 0 ? "" : string.Concat(Taken.Select(name => $"  map $trusted {Passed(name)} {{ default \"\"; 1 $http_{Variable(name)}; }}\n")));

    // What a trusted proxy has said, else what we know.
    static string Told(string what, string known, string? added = null) => added is not null
        ? $"  map $trusted $forwarded_{what} {{ default {known}; 1 {added}; }}\n"
        : $"  map $http_x_forwarded_{what} $told_{what} {{ '' {known}; default $http_x_forwarded_{what}; }}\n  map $trusted $forwarded_{what} {{ default {known}; 1 $told_{what}; }}\n";

    static string Passed(string name) => $"$passed_{Variable(name)}";

    static string Variable(string name) => name.ToLowerInvariant().Replace('-', '_');
}
