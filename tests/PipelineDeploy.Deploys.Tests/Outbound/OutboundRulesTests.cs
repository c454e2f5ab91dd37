using System.Net;
using System.Net.Sockets;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Outbound;

public sealed class OutboundRulesTests
{
    [Theory]
    [InlineData("93.184.216.34", "Public")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", "Public")]
    [InlineData("127.0.0.1", "Private")]
    [InlineData("127.8.8.8", "Private")]
    [InlineData("10.1.2.3", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("172.32.0.1", "Public")]
    [InlineData("192.168.0.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("::1", "Private")]
    [InlineData("fd00::1", "Private")]
    [InlineData("::ffff:127.0.0.1", "Private")]
    [InlineData("::127.0.0.1", "Private")]
    [InlineData("64:ff9b::10.0.0.1", "Private")]
    [InlineData("2002:0a00:0001::1", "Private")]
    [InlineData("2001:0:53aa:64c::1", "Private")]
    [InlineData("169.254.169.254", "Forbidden")]
    [InlineData("::ffff:169.254.169.254", "Forbidden")]
    [InlineData("64:ff9b::a9fe:a9fe", "Forbidden")]
    [InlineData("2002:a9fe:a9fe::", "Forbidden")]
    [InlineData("fe80::1", "Forbidden")]
    [InlineData("fe80::1%2", "Forbidden")]
    [InlineData("fd00:ec2::254", "Forbidden")]
    [InlineData("100.100.100.200", "Forbidden")]
    [InlineData("168.63.129.16", "Forbidden")]
    [InlineData("0.0.0.0", "Forbidden")]
    [InlineData("::", "Forbidden")]
    [InlineData("255.255.255.255", "Forbidden")]
    [InlineData("224.0.0.1", "Forbidden")]
    [InlineData("ff02::1", "Forbidden")]
    public void An_address_is_told_by_what_is_behind_it(string address, string kind) => AddressKinds.Of(IPAddress.Parse(address)).ToString().ShouldBe(kind);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "localhost", "127.0.0.2", false)]
    [InlineData("10.1.0.0/16", "db", "10.1.9.9", true)]
    [InlineData("10.1.0.0/16", "db", "::ffff:10.1.9.9", true)]
    [InlineData("10.1.0.0/16", "db", "10.2.0.1", false)]
    [InlineData("fd00::/8", "db", "fd00::1", true)]
    [InlineData("Hooks.internal, 10.0.0.1", "hooks.INTERNAL", "10.9.9.9", true)]
    [InlineData("hooks.internal", "other.internal", "10.9.9.9", false)]
    [InlineData("0.0.0.0/0, ::/0, metadata", "metadata", "169.254.169.254", false)]
    [InlineData("0.0.0.0/0", "x", "192.168.1.1", true)]
    [InlineData("", "example.com", "93.184.216.34", true)]
    public void What_is_private_needs_to_be_allowed_and_what_is_forbidden_cannot_be(string rules, string host, string address, bool isAllowed) =>
        OutboundRules.Parse(rules).Allow(host, IPAddress.Parse(address)).ShouldBe(isAllowed);

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("http://hooks")]
    [InlineData("a b")]
    [InlineData("*")]
    public void What_is_no_rule_is_refused_by_its_name(string text)
    {
        var error = Should.Throw<UserErrorException>(() => OutboundRules.Parse(text)).Error;

        error.Code.ShouldBe("outbound.badRule");
        error.Message.ShouldContain($"PIPELINEDEPLOY_OUTBOUND_ALLOW holds '{text}'");
    }

    // Written in the ways that resolvers and libraries read: inet_aton's numbers, trailing dots, IPv4 inside of IPv6.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("017700000001")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("0")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[::ffff:0:127.0.0.1]")]
    [InlineData("[0:0:0:0:0:ffff:a9fe:a9fe]")]
    [InlineData("[64:ff9b::169.254.169.254]")]
    [InlineData("[fe80::1%1]")]
    [InlineData("169.254.169.254")]
    [InlineData("2852039166")]
    [InlineData("0xa9fea9fe")]
    [InlineData("169.254.43518")]
    public async Task This_host_and_metadata_are_refused_however_they_are_written(string host)
    {
        var dialer = new OutboundDialer(OutboundRules.InternetOnly);

        (await Should.ThrowAsync<UserErrorException>(() => dialer.ConnectAsync(host, 9, CancellationToken.None))).Error.Code.ShouldBe("http.addressRefused");
        // An address as people write it comes to the dialer by way of Uri, which has its own reading.
        var read = OutboundHttp.Address($"http://{host.Replace("%1", "%251", StringComparison.Ordinal)}:9/");
        (await Should.ThrowAsync<UserErrorException>(() => dialer.ConnectAsync(read.IdnHost, 9, CancellationToken.None))).Error.Code.ShouldBe("http.addressRefused");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL")]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("//example.com/")]
    [InlineData("http://ann:secret@example.com/")]
    [InlineData("http://example.com@127.0.0.1/")]
    [InlineData("http://")]
    [InlineData("javascript:alert(1)")]
    public void Other_schemes_and_sign_ins_are_no_addresses(string text) =>
        Should.Throw<UserErrorException>(() => OutboundHttp.Address(text)).Error.Code.ShouldBe("http.badUrl");

    [Fact]
    public async Task The_address_that_is_dialled_is_the_one_that_was_looked_at()
    {
        var looks = 0;
        // A name that is harmless when it is looked at, and somebody else when it is asked for.
        var dialer = new OutboundDialer(OutboundRules.InternetOnly, (_, _) => Task.FromResult<IPAddress[]>([++looks == 1 ? IPAddress.Loopback : IPAddress.Parse("93.184.216.34")]));

        var refused = await Should.ThrowAsync<UserErrorException>(() => dialer.ConnectAsync("rebind.example", 80, CancellationToken.None));

        (refused.Error.Code, looks).ShouldBe(("http.addressRefused", 1));
    }

    [Fact]
    public async Task Of_several_addresses_only_those_that_are_allowed_are_dialled()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.9"), 0);
        listener.Start();
        var dialer = new OutboundDialer(OutboundRules.Parse("127.0.0.9"), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254"), IPAddress.Loopback, IPAddress.Parse("127.0.0.9")]));

        await using var stream = await dialer.ConnectAsync("mixed.example", ((IPEndPoint)listener.LocalEndpoint).Port, CancellationToken.None);

        using var accepted = await listener.AcceptSocketAsync();
        ((IPEndPoint)accepted.LocalEndPoint!).Address.ToString().ShouldBe("127.0.0.9");
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_no_refusal()
    {
        var dialer = new OutboundDialer(OutboundRules.InternetOnly, (_, _) => Task.FromResult<IPAddress[]>([]));

        (await Should.ThrowAsync<SocketException>(() => dialer.ConnectAsync("nobody.example", 80, CancellationToken.None))).SocketErrorCode.ShouldBe(SocketError.HostNotFound);
    }
}
