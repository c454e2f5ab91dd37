using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Server.Telemetry;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Everything_but_the_database_has_a_default()
    {
        var options = Read(("PIPELINEDEPLOY_DATABASE", "postgres://ada@db/shop"));

        options.Data.ShouldBe("/var/lib/pipelinedeploy");
        options.Listen.ShouldBe("http://127.0.0.1:7070");
        (options.Router, options.RouterFolder).ShouldBe(("haproxy", "/var/lib/pipelinedeploy/router"));
        options.MasterKeyFile.ShouldBe("/var/lib/pipelinedeploy/master-key");
        (options.RouterBind, options.Public.Port, options.Public.HttpsPort).ShouldBe(("127.0.0.1:8080", 8080, null));
        options.Docker.Address.ShouldBe("unix:///var/run/docker.sock");
        (options.Logs.Days, options.Logs.MebibytesPerStep).ShouldBe((30, 10));
        (options.LogFormat, options.Telemetry).ShouldBe((LogFormat.Text, null));
        (options.Outbound, options.Mail, options.HostPaths).ShouldBe((OutboundRules.InternetOnly, null, HostPaths.None));
    }

    [Fact]
    public void Each_variable_is_read()
    {
        var options = Read(
            ("PIPELINEDEPLOY_DATABASE", "postgres://ada@db/shop"), ("PIPELINEDEPLOY_DATA", "/data"), ("PIPELINEDEPLOY_MASTER_KEY_FILE", "/run/secrets/master"), ("PIPELINEDEPLOY_LISTEN", "http://0.0.0.0:80"),
            ("PIPELINEDEPLOY_ROUTER", "nginx"), ("PIPELINEDEPLOY_ROUTER_DIR", "/shared"), ("PIPELINEDEPLOY_ROUTER_BIND", "[::]:8081"), ("PIPELINEDEPLOY_ROUTER_BIND_HTTPS", "[::]:8444"),
            ("PIPELINEDEPLOY_TRUSTED_PROXIES", "10.0.0.0/8, 192.168.0.7,fd00::/8"), ("DOCKER_HOST", "tcp://engine:2375"),
            ("PIPELINEDEPLOY_LOG_DAYS", "7"), ("PIPELINEDEPLOY_LOG_STEP_MIB", "3"), ("PIPELINEDEPLOY_PUSH_MIB", "64"),
            ("PIPELINEDEPLOY_OUTBOUND_ALLOW", "hooks.internal"), ("PIPELINEDEPLOY_SMTP", "smtp://mail.example.com?from=a@example.com"),
            ("PIPELINEDEPLOY_HOST_PATHS", "/srv/data, /mnt/media"),
            ("PIPELINEDEPLOY_LOG_FORMAT", "json"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        (options.Data, options.Listen, options.RouterFolder, options.Public.Port).ShouldBe(("/data", "http://0.0.0.0:80", "/shared", 8081));
        options.MasterKeyFile.ShouldBe("/run/secrets/master");
        (options.Router, options.Docker.Host).ShouldBe(("nginx", "engine"));
        options.TrustedProxies.ShouldBe(["10.0.0.0/8", "192.168.0.7", "fd00::/8"]);
        (options.RouterBindHttps, options.Public.HttpsPort).ShouldBe(("[::]:8444", 8444));
        (options.Logs.Days, options.Logs.MebibytesPerStep, options.PushMebibytes).ShouldBe((7, 3, 64));
        (options.Outbound.Hosts.Single(), options.Mail!.Host).ShouldBe(("hooks.internal", "mail.example.com"));
        (options.LogFormat, options.Telemetry).ShouldBe((LogFormat.Json, new TelemetryOptions(new Uri("http://collector:4318"), IsHttp: true)));
        options.HostPaths.Allowed.ShouldBe(["/srv/data", "/mnt/media"]);
    }

    [Theory]
    [InlineData("PIPELINEDEPLOY_DATABASE", "", "database.missing")]
    [InlineData("PIPELINEDEPLOY_DATABASE", "nonsense", "database.badAddress")]
    [InlineData("PIPELINEDEPLOY_DATABASE_PASSWORD_FILE", "/nowhere/password", "database.badAddress")]
    [InlineData("PIPELINEDEPLOY_LISTEN", "7070", "server.badListen")]
    [InlineData("PIPELINEDEPLOY_LISTEN", "ftp://127.0.0.1:7070", "server.badListen")]
    [InlineData("PIPELINEDEPLOY_ROUTER", "traefik", "server.badRouter")]
    [InlineData("PIPELINEDEPLOY_ROUTER", "HAProxy", "server.badRouter")]
    [InlineData("PIPELINEDEPLOY_ROUTER_BIND", "8080", "server.badBind")]
    [InlineData("PIPELINEDEPLOY_ROUTER_BIND", "127.0.0.1:0", "server.badBind")]
    [InlineData("PIPELINEDEPLOY_ROUTER_BIND", "127.0.0.1:65536", "server.badBind")]
    [InlineData("PIPELINEDEPLOY_ROUTER_BIND", "somewhere:8080", "server.badBind")]
    [InlineData("PIPELINEDEPLOY_ROUTER_BIND_HTTPS", "443", "server.badBind")]
    [InlineData("PIPELINEDEPLOY_ROUTER_BIND_HTTPS", "somewhere:443", "server.badBind")]
    [InlineData("PIPELINEDEPLOY_TRUSTED_PROXIES", "proxy.example", "server.badProxies")]
    [InlineData("PIPELINEDEPLOY_TRUSTED_PROXIES", "10.0.0.0/8,10.0.0.1/40", "server.badProxies")]
    [InlineData("DOCKER_HOST", "nonsense", "docker.badHost")]
    [InlineData("PIPELINEDEPLOY_LOG_DAYS", "0", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_LOG_DAYS", "3651", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_LOG_DAYS", "ten", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_API_LIMIT", "0", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_LOG_STEP_MIB", "-1", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_LOG_STEP_MIB", "1.5", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_PUSH_MIB", "0", "server.badCount")]
    [InlineData("PIPELINEDEPLOY_OUTBOUND_ALLOW", "10.0.0.0/99", "outbound.badRule")]
    [InlineData("PIPELINEDEPLOY_HOST_PATHS", "/", "server.badHostPath")]
    [InlineData("PIPELINEDEPLOY_LOG_FORMAT", "xml", "server.badLogFormat")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "telemetry.badEndpoint")]
    [InlineData("PIPELINEDEPLOY_SMTP", "mail.example.com", "mail.badServer")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "nonsense", "failpoint.unknown")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "beforeLunch:switch:forward", "failpoint.unknown")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "beforeCommit:switch", "failpoint.unknown")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "beforeCommit::forward", "failpoint.unknown")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "beforeCommit:switch:sideways", "failpoint.unknown")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "beforeCommit:switch:forward#0", "failpoint.unknown")]
    [InlineData("PIPELINEDEPLOY_FAILPOINT", "beforeCommit:switch:forward,again@afterCommit:switch:forward", "failpoint.unknown")]
    public void A_bad_value_is_told_with_the_variables_name_and_what_to_write(string name, string value, string code)
    {
        var error = Should.Throw<UserErrorException>(() => Read(("PIPELINEDEPLOY_DATABASE", "postgres://ada@db/shop"), (name, value))).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(name.Replace("_PASSWORD_FILE", ""));
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    static ServerOptions Read(params (string Name, string Value)[] variables) =>
        ServerOptions.FromEnvironment(name => variables.LastOrDefault(variable => variable.Name == name).Value);
}
