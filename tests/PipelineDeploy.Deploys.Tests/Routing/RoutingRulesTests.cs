using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class RoutingRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("hello\n")]
    [InlineData("hello world")]
    [InlineData("hello\"")]
    [InlineData("hello\nglobal\n  lua-load /tmp/x.lua")]
    [InlineData("-hello")]
    [InlineData("hello#")]
    [InlineData("hello;")]
    [InlineData("%[src]")]
    public void A_name_that_could_say_something_to_HAProxy_is_refused_wherever_it_stands(string name)
    {
        Refused(App("hello", 1) with { App = name });
        Refused(App("hello", 1) with { Domains = [name] });
        Refused(App("hello", 1, Target(name, 9001)));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("")]
    [InlineData("127.0.0.1 weight 0")]
    [InlineData("0x7f.1")]
    [InlineData("::1%lo")]
    public void A_target_is_dialled_by_a_plain_address(string host) => Refused(App("hello", 1, new RouteTarget("v1", host, 9001, 100)));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(65536, 100)]
    [InlineData(9001, -1)]
    [InlineData(9001, 257)]
    public void A_port_or_weight_out_of_range_is_refused(int port, int weight) => Refused(App("hello", 1, Target("v1", port, weight)));

    [Fact]
    public void Nothing_may_occur_twice()
    {
        Refused(App("hello", 1), App("hello", 2) with { Domains = [] });
        Refused(App("hello", 1), App("api", 1) with { Domains = ["hello.localhost"] });
        Refused(App("hello", 1, Target("v1", 9001), Target("v1", 9002)));
        Refused(App("hello", 1) with { Certificates = [new("hello.localhost", "0123456789ab"), new("hello.localhost", "ba9876543210")] });
    }

    [Theory]
    [InlineData("hello.localhost", "../../etc/passwd")]
    [InlineData("hello.localhost", "0123456789ab\n")]
    [InlineData("hello.localhost", "")]
    [InlineData("other.localhost", "0123456789ab")]
    public void A_certificate_is_of_a_domain_of_the_app_and_named_by_its_fingerprint(string domain, string fingerprint) =>
        Refused(App("hello", 1) with { Certificates = [new(domain, fingerprint)] });

    [Theory]
    [InlineData("relative")]
    [InlineData("/srv/with space")]
    [InlineData("/srv/$HOME")]
    [InlineData("/srv/a\n")]
    public void A_directory_that_HAProxy_could_misread_is_refused(string directory) =>
        Should.Throw<ArgumentException>(() => HaproxyConfig.Render(Options with { Directory = directory }, []));

    [Theory]
    [InlineData("8080")]
    [InlineData("127.0.0.1:8080 ssl")]
    [InlineData("unix@/tmp/x")]
    public void An_address_to_listen_on_that_is_none_is_refused(string bind)
    {
        Should.Throw<ArgumentException>(() => HaproxyConfig.Render(Options with { Bind = [bind] }, []));
        Should.Throw<ArgumentException>(() => HaproxyConfig.Render(Options with { BindHttps = [bind] }, []));
    }

    [Theory]
    [InlineData("10.0.0.0/8 127.0.0.1")]
    [InlineData("10.0.0.1/8")]
    [InlineData("proxy.example")]
    [InlineData("")]
    public void A_trusted_proxy_that_is_no_address_or_network_is_refused(string proxy) =>
        Should.Throw<ArgumentException>(() => HaproxyConfig.Render(Options with { TrustedProxies = [proxy] }, []));

    static void Refused(params Route[] routes) => Should.Throw<ArgumentException>(() => HaproxyConfig.Render(Options, routes));
}
