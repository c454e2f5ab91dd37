using System.Net;
using System.Net.Sockets;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Docker;

[Trait("Category", "Integration")]
public sealed class DockerConnectionTests
{
    static readonly CancellationToken none = CancellationToken.None;

    [Fact]
    public async Task No_socket_names_the_address_and_what_to_do() =>
        (await UnreachableAsync(DockerEndpoint.Parse("unix:///no/such.sock"))).ShouldBe(
            "The Docker engine at unix:///no/such.sock cannot be reached: the socket /no/such.sock does not exist. Start Docker, or set DOCKER_HOST to where it listens.");

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_told_as_such()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            (await UnreachableAsync(DockerEndpoint.Parse("unix://" + path))).ShouldContain("nothing listens there");
        }

        File.Delete(path);
    }

    [Fact]
    public async Task A_refused_tcp_port_is_told_as_such()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        (await UnreachableAsync(Tcp(port))).ShouldContain($"tcp://127.0.0.1:{port} cannot be reached: nothing listens there");
    }

    [Fact]
    public async Task An_unknown_host_is_told_as_such() =>
        (await UnreachableAsync(DockerEndpoint.Parse("tcp://no-such-host.invalid:2375"))).ShouldContain("no-such-host.invalid");

    [Fact]
    public async Task An_engine_that_hangs_does_not_hang_the_version()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var engine = DockerEngine.Connect(Tcp(((IPEndPoint)listener.LocalEndpoint).Port), new HurriedTime());

        var error = await Should.ThrowAsync<ContainerEngineUnreachableException>(() => engine.VersionAsync(none));

        error.Message.ShouldContain("did not answer within 5 seconds");
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_a_cancellation_and_no_error_of_the_engine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var engine = DockerEngine.Connect(Tcp(((IPEndPoint)listener.LocalEndpoint).Port), TimeProvider.System);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => engine.VersionAsync(cancel.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "not that of a Docker engine")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 7\r\n\r\nno luck", "no luck")]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n", "answered 500 without a reason")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "the connection ended too early")]
    [InlineData("", "the connection ended too early")]
    public async Task Something_else_that_listens_there_is_told_as_such(string answer, string reason)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var enough = new CancellationTokenSource();
        var answering = AnswerAsync(listener, answer, enough.Token);
        using var engine = DockerEngine.Connect(Tcp(((IPEndPoint)listener.LocalEndpoint).Port), TimeProvider.System);

        var error = await Should.ThrowAsync<ContainerEngineException>(() => engine.VersionAsync(none));

        error.Message.ShouldContain(reason);
        await enough.CancelAsync();
        await answering;
    }

    [Fact]
    public async Task Tcp_reaches_the_same_engine_and_carries_builds_and_logs()
    {
        await using var docker = await TestDocker.ConnectAsync();
        await using var relay = new EngineRelay();
        using var engine = DockerEngine.Connect(Tcp(relay.Port), TimeProvider.System);

        (await engine.VersionAsync(none)).ShouldBe(await docker.Engine.VersionAsync(none));
        var context = TarText.Context(("Dockerfile", $"FROM {BusyboxImage.Tag}\nCMD [\"echo\", \"over tcp\"]\n"));
        var image = await engine.BuildImageAsync(new(docker.ImageTag(), "Dockerfile", context, docker.Labels), _ => { }, none);
        var container = await engine.CreateContainerAsync(new(docker.Name(), image, docker.Labels, docker.Labels, Port: null, "no"), none);
        await engine.StartContainerAsync(container, none);
        var lines = new List<string>();
        await foreach (var line in engine.LogsAsync(container, new(Follow: true), none))
            lines.Add(line.Text);

        lines.ShouldBe(["over tcp"]);
    }

    [Fact]
    public async Task Tls_verifies_the_engine_and_presents_the_client_certificate()
    {
        using var certificates = new TestCertificates();
        await using var relay = new EngineRelay(certificates);
        using var engine = DockerEngine.Connect(Tls(relay.Port, certificates.Folder), TimeProvider.System);

        (await engine.VersionAsync(none)).Version.ShouldNotBeEmpty();

        relay.ClientSubject.ShouldBe("CN=pdt client");
    }

    [Fact]
    public async Task An_engine_of_another_authority_is_not_trusted()
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        await using var relay = new EngineRelay(certificates);
        certificates.Write("ca.pem", File.ReadAllText(Path.Combine(others.Folder, "ca.pem")));

        (await UnreachableAsync(Tls(relay.Port, certificates.Folder))).ShouldContain("TLS failed");
    }

    [Fact]
    public async Task An_engine_with_another_name_is_not_trusted()
    {
        using var certificates = new TestCertificates(serverName: "elsewhere.example");
        await using var relay = new EngineRelay(certificates);

        (await UnreachableAsync(Tls(relay.Port, certificates.Folder))).ShouldContain("TLS failed");
    }

    [Fact]
    public async Task An_engine_that_wants_a_client_certificate_refuses_one_without()
    {
        using var certificates = new TestCertificates();
        await using var relay = new EngineRelay(certificates);
        certificates.Remove("cert.pem");
        certificates.Remove("key.pem");

        await UnreachableAsync(Tls(relay.Port, certificates.Folder));

        relay.ClientSubject.ShouldBeNull();
    }

    [Fact]
    public async Task Plain_http_to_a_tls_port_hints_at_tls()
    {
        using var certificates = new TestCertificates();
        await using var relay = new EngineRelay(certificates);

        (await UnreachableAsync(Tcp(relay.Port))).ShouldContain("DOCKER_TLS_VERIFY=1");
    }

    [Theory]
    [InlineData("ca.pem", "no certificate in here", "holds no certificate")]
    [InlineData("key.pem", "no key in here", "is not a usable PEM file")]
    public void A_damaged_file_is_named(string file, string text, string reason)
    {
        using var certificates = new TestCertificates();
        certificates.Write(file, text);

        var error = Should.Throw<UserErrorException>(() => DockerEngine.Connect(Tls(1, certificates.Folder), TimeProvider.System));

        error.Message.ShouldContain($"{file} {reason}");
    }

    [Fact]
    public void A_certificate_without_its_key_is_named()
    {
        using var certificates = new TestCertificates();
        certificates.Remove("key.pem");

        Should.Throw<UserErrorException>(() => DockerEngine.Connect(Tls(1, certificates.Folder), TimeProvider.System))
            .Message.ShouldEndWith("key.pem does not exist.");
    }

    static DockerEndpoint Tcp(int port) => DockerEndpoint.Parse($"tcp://127.0.0.1:{port}");

    static DockerEndpoint Tls(int port, string folder) => DockerEndpoint.Parse($"tcp://127.0.0.1:{port}", isTls: true, folder);

    static async Task<string> UnreachableAsync(DockerEndpoint endpoint)
    {
        using var engine = DockerEngine.Connect(endpoint, TimeProvider.System);
        return (await Should.ThrowAsync<ContainerEngineUnreachableException>(() => engine.VersionAsync(none))).Message;
    }

    // HttpClient asks again when a connection ends without a word.
    static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096], cancellationToken);
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), cancellationToken);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    /// <summary>A clock whose timers ring after a fiftieth of their time.</summary>
    sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 50 : dueTime, period);
    }
}
