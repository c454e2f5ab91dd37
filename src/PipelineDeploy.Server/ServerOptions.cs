using System.Globalization;
using System.Net;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Notifications;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Postgres;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Server.Failpoints;
using PipelineDeploy.Server.Telemetry;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server;

/// <summary>What the environment says of this server.</summary>
/// <param name="Database">Connection string, from <c>PIPELINEDEPLOY_DATABASE</c> (and <c>PIPELINEDEPLOY_DATABASE_PASSWORD_FILE</c>).</param>
/// <param name="Data">The data folder, from <c>PIPELINEDEPLOY_DATA</c>; <c>/var/lib/pipelinedeploy</c>.</param>
/// <param name="Listen">Where the API and the page listen, from <c>PIPELINEDEPLOY_LISTEN</c>; <c>http://127.0.0.1:7070</c>.</param>
/// <param name="RouterFolder">The folder shared with the router, from <c>PIPELINEDEPLOY_ROUTER_DIR</c>; <c>router</c> in the data folder.</param>
/// <param name="RouterBind">What the router binds, from <c>PIPELINEDEPLOY_ROUTER_BIND</c>; <c>127.0.0.1:8080</c>.</param>
/// <param name="Docker">The container engine, from <c>DOCKER_HOST</c> and its companions.</param>
public sealed record ServerOptions(string Database, string Data, string Listen, string RouterFolder, string RouterBind, DockerEndpoint Docker)
{
    /// <summary>The router, from <c>PIPELINEDEPLOY_ROUTER</c>: one of <see cref="RouterChoice.Names"/>; <c>haproxy</c>.</summary>
    public string Router { get; init; } = RouterChoice.Default;

    /// <summary>What the router binds for HTTPS, from <c>PIPELINEDEPLOY_ROUTER_BIND_HTTPS</c>; nothing.</summary>
    public string? RouterBindHttps { get; init; }

    /// <summary>Requests per second that a token, a user or an address without either may send, from <c>PIPELINEDEPLOY_API_LIMIT</c>; 200, and ten times that at once.</summary>
    public int ApiLimit { get; init; } = 200;

    /// <summary>Proxies before the router, or before this server's own page, whose word on clients is believed, from <c>PIPELINEDEPLOY_TRUSTED_PROXIES</c>; none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>How much of the logs is kept, from <c>PIPELINEDEPLOY_LOG_DAYS</c> (30) and <c>PIPELINEDEPLOY_LOG_STEP_MIB</c> (10).</summary>
    public LogOptions Logs { get; init; } = new();

    /// <summary>Where steps may send requests besides the internet, from <c>PIPELINEDEPLOY_OUTBOUND_ALLOW</c>; nowhere.</summary>
    public OutboundRules Outbound { get; init; } = OutboundRules.InternetOnly;

    /// <summary>The mail server, from <c>PIPELINEDEPLOY_SMTP</c> and <c>PIPELINEDEPLOY_SMTP_PASSWORD_FILE</c>; none.</summary>
    public MailOptions? Mail { get; init; }

    /// <summary>Folders of the host that apps may be given, from <c>PIPELINEDEPLOY_HOST_PATHS</c>; none.</summary>
    public HostPaths HostPaths { get; init; } = HostPaths.None;

    /// <summary>How the console's lines look, from <c>PIPELINEDEPLOY_LOG_FORMAT</c>; text.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>The collector of traces, metrics and logs, from <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>; none.</summary>
    public TelemetryOptions? Telemetry { get; init; }

    /// <summary>Where people and git hosts reach this server, from <c>PIPELINEDEPLOY_URL</c>; not told.</summary>
    public ServerAddress Address { get; init; } = new(Url: null);

    /// <summary>Variable of <see cref="PushMebibytes"/>.</summary>
    internal const string PushVariable = "PIPELINEDEPLOY_PUSH_MIB";

    /// <summary>Largest <c>git push</c>, in MiB, from <c>PIPELINEDEPLOY_PUSH_MIB</c>; 512.</summary>
    public int PushMebibytes { get; init; } = 512;

    /// <summary>Variable of <see cref="MasterKeyFile"/>.</summary>
    internal const string MasterKeyVariable = "PIPELINEDEPLOY_MASTER_KEY_FILE";

    /// <summary>The file of the master key, from <c>PIPELINEDEPLOY_MASTER_KEY_FILE</c>; <c>master-key</c> in the data folder.</summary>
    public string MasterKeyFile { get => field ?? Path.Combine(Data, "master-key"); init; }

    /// <summary>Moments at which this process ends itself, from <c>PIPELINEDEPLOY_FAILPOINT</c>; none but in tests.</summary>
    internal ArmedFailpoints? Failpoints { get; init; }

    /// <summary>Where people's requests to the apps arrive.</summary>
    public PublicAddress Public
    {
        get
        {
            var bound = IPEndPoint.Parse(RouterBind);
            var https = RouterBindHttps is null ? (int?)null : IPEndPoint.Parse(RouterBindHttps).Port;
            return bound.Address.Equals(IPAddress.Any) || bound.Address.Equals(IPAddress.IPv6Any)
                ? new PublicAddress(bound.Port, HttpsPort: https)
                : new PublicAddress(bound.Port, bound.Address.ToString(), https);
        }
    }

    /// <summary>Reads the environment.</summary>
    /// <exception cref="UserErrorException">A variable is missing or cannot be used; its name is in the message.</exception>
    public static ServerOptions FromEnvironment(Func<string, string?> variable)
    {
        var data = Path.GetFullPath(Text("PIPELINEDEPLOY_DATA", "/var/lib/pipelinedeploy"));
        return new ServerOptions(
            DatabaseAddress.Parse(variable("PIPELINEDEPLOY_DATABASE"), variable("PIPELINEDEPLOY_DATABASE_PASSWORD_FILE")),
            data,
            Listening(Text("PIPELINEDEPLOY_LISTEN", "http://127.0.0.1:7070")),
            Path.GetFullPath(Text("PIPELINEDEPLOY_ROUTER_DIR", Path.Combine(data, "router"))),
            Binding("PIPELINEDEPLOY_ROUTER_BIND", Text("PIPELINEDEPLOY_ROUTER_BIND", "127.0.0.1:8080")),
            DockerEndpoint.From(variable))
        {
            Router = RouterChoice.Parse(Text(RouterChoice.Variable, RouterChoice.Default)),
            RouterBindHttps = Text("PIPELINEDEPLOY_ROUTER_BIND_HTTPS", "") is { Length: > 0 } https ? Binding("PIPELINEDEPLOY_ROUTER_BIND_HTTPS", https) : null,
            TrustedProxies = Proxies(Text("PIPELINEDEPLOY_TRUSTED_PROXIES", "")),
            Logs = new LogOptions(Count("PIPELINEDEPLOY_LOG_STEP_MIB", 10, 1024), Count("PIPELINEDEPLOY_LOG_DAYS", 30, 3650)),
            ApiLimit = Count("PIPELINEDEPLOY_API_LIMIT", 200, 1_000_000),
            Outbound = OutboundRules.Parse(variable(OutboundRules.Variable)),
            Mail = MailOptions.Parse(variable(MailOptions.Variable), variable(MailOptions.PasswordVariable)),
            HostPaths = HostPaths.Parse(variable(HostPaths.Variable)),
            LogFormat = ConsoleLog.Parse(Text(ConsoleLog.Variable, "text")),
            Telemetry = TelemetryOptions.Parse(variable(TelemetryOptions.Variable), variable(TelemetryOptions.ProtocolVariable)),
            Address = ServerAddress.Parse(variable(ServerAddress.Variable)),
            PushMebibytes = Count(PushVariable, 512, 1024 * 1024),
            MasterKeyFile = Path.GetFullPath(Text(MasterKeyVariable, Path.Combine(data, "master-key"))),
            Failpoints = variable(Failpoint.Variable) is { Length: > 0 } failpoints ? new ArmedFailpoints(failpoints) : null,
        };

        int Count(string name, int orElse, int most) =>
            Text(name, $"{orElse}") is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most
                ? count
                : throw new UserErrorException("server.badCount", $"{name} is '{text}', which is no whole number from 1 to {most}", $"Use e.g. {orElse}.");

        string Text(string name, string orElse) => variable(name) is { Length: > 0 } value ? value : orElse;
    }

    static string Listening(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? text
        : throw new UserErrorException("server.badListen", $"PIPELINEDEPLOY_LISTEN is '{text}', which is no address", "Use e.g. http://127.0.0.1:7070.");

    static IReadOnlyList<string> Proxies(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Proxy)];

    static string Proxy(string text) => IPAddress.TryParse(text, out var address) ? address.ToString()
        : IPNetwork.TryParse(text, out var network) ? network.ToString()
        : throw new UserErrorException(
            "server.badProxies", $"PIPELINEDEPLOY_TRUSTED_PROXIES names '{text}', which is no address and no network", "Use addresses and networks with commas, e.g. 10.0.0.7,192.168.0.0/16.");

    static string Binding(string variable, string text) =>
        text.LastIndexOf(':') is > 0 and var colon && IPAddress.TryParse(text[..colon].Trim('[', ']'), out _)
        && int.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? text
            : throw new UserErrorException("server.badBind", $"{variable} is '{text}', which is no address and port", "Use e.g. 127.0.0.1:8080 or 0.0.0.0:80.");
}
