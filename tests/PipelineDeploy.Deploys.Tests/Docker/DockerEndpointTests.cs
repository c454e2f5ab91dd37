using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Docker;

public sealed class DockerEndpointTests
{
    [Theory]
    [InlineData(null, "/var/run/docker.sock")]
    [InlineData("", "/var/run/docker.sock")]
    [InlineData("  ", "/var/run/docker.sock")]
    [InlineData("unix:///run/user/1000/docker.sock", "/run/user/1000/docker.sock")]
    [InlineData("UNIX:///a b", "/a b")]
    public void A_unix_address_gives_the_path_of_its_socket(string? address, string path) =>
        DockerEndpoint.Parse(address).SocketPath.ShouldBe(path);

    [Theory]
    [InlineData("tcp://10.0.0.5:1234", false, "10.0.0.5", 1234, false)]
    [InlineData("tcp://docker", false, "docker", 2375, false)]
    [InlineData("tcp://docker", true, "docker", 2376, true)]
    [InlineData("tcp://docker:2375/", true, "docker", 2375, true)]
    [InlineData("tcp://[::1]:2375", false, "::1", 2375, false)]
    [InlineData("http://docker:80", true, "docker", 80, false)]
    [InlineData("https://docker:443", false, "docker", 443, true)]
    public void A_tcp_address_gives_host_port_and_tls(string address, bool verify, string host, int port, bool isTls)
    {
        var endpoint = DockerEndpoint.Parse(address, verify, "/certs");

        (endpoint.Host, endpoint.Port, endpoint.IsTls).ShouldBe((host, port, isTls));
        endpoint.SocketPath.ShouldBeNull();
        endpoint.CertificateFolder.ShouldBe(isTls ? "/certs" : null);
    }

    [Theory]
    [InlineData("/var/run/docker.sock", "it has no scheme")]
    [InlineData("localhost:2375", "it has no scheme")]
    [InlineData("unix://", "must begin with /")]
    [InlineData("unix://docker.sock", "must begin with /")]
    [InlineData("tcp://", "names no host")]
    [InlineData("tcp://host:99999", "no valid port")]
    [InlineData("tcp://host:2375/path", "only a host and a port")]
    [InlineData("tcp://user:secret@host:2375", "only a host and a port")]
    [InlineData("ssh://root@host", "ssh:// is not supported")]
    [InlineData("npipe:////./pipe/docker_engine", "npipe:// is not supported")]
    [InlineData("ftp://host", "'ftp' is not a known scheme")]
    public void An_unusable_address_is_refused_with_its_reason_and_a_hint(string address, string reason)
    {
        var error = Should.Throw<UserErrorException>(() => DockerEndpoint.Parse(address)).Error;

        error.Code.ShouldBe("docker.badHost");
        error.Message.ShouldContain(reason);
        error.Hint.ShouldNotBeNull();
    }

    [Fact]
    public void A_socket_path_that_no_system_accepts_is_refused() =>
        Should.Throw<UserErrorException>(() => DockerEndpoint.Parse("unix:///" + new string('a', 107))).Message.ShouldContain("at most 107 bytes");

    [Fact]
    public void The_environment_is_read_as_the_docker_command_reads_it()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = "tcp://docker",
            ["DOCKER_TLS_VERIFY"] = "0",
            ["HOME"] = "/home/me",
        };

        DockerEndpoint.From(variables.GetValueOrDefault)
            .ShouldBe(new DockerEndpoint("tcp://docker", null, "docker", 2376, IsTls: true, "/home/me/.docker"));
    }

    [Fact]
    public void Certificates_without_verification_leave_tcp_as_it_is()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOCKER_HOST"] = "tcp://docker", ["DOCKER_CERT_PATH"] = "/certs" };

        DockerEndpoint.From(variables.GetValueOrDefault).IsTls.ShouldBeFalse();
    }

    [Fact]
    public void A_missing_certificate_is_named_before_anything_is_sent()
    {
        var endpoint = DockerEndpoint.Parse("tcp://docker", isTls: true, "/no/such/folder");

        var error = Should.Throw<UserErrorException>(() => DockerEngine.Connect(endpoint, TimeProvider.System)).Error;

        error.Code.ShouldBe("docker.badCertificate");
        error.Message.ShouldBe("The Docker TLS file /no/such/folder/ca.pem does not exist.");
    }
}
