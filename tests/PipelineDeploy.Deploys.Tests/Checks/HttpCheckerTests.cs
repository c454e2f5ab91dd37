using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PipelineDeploy.Deploys.Checks;
using static PipelineDeploy.Deploys.Tests.Checks.StubContainer;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>One attempt against a real server: the rows of checks-cases.md that are about answers.</summary>
public sealed class HttpCheckerTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1, "/", true)]
    [InlineData(2, "/ My Amazing App", true)]
    [InlineData(6, "/ok nope", false)]
    [InlineData(7, "/ok OK", false)]
    [InlineData(8, "/ok    ok  # note", true)]
    [InlineData(13, "/ .y Amazing", false)]
    [InlineData(16, "/ok 100", false)]
    [InlineData(17, "/ok ~ ^ok$", true)]
    [InlineData(17, "/ok ~ ^k", false)]
    [InlineData(20, "http://h:8080/ok ok", true)]
    public async Task A_2xx_answer_passes_when_it_contains_what_is_expected(int row, string line, bool passes)
    {
        await using var container = new StubContainer(request => Answer(200, request.Path == "/ok" ? "ok" : "My Amazing App"));

        var result = await RunAsync(line, container);

        result.Passed.ShouldBe(passes, $"row {row}: {result.Cause}");
        result.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Row_6_a_miss_names_what_was_expected_and_keeps_the_body()
    {
        await using var container = new StubContainer(_ => Answer(200, "My \0 App"));

        var result = await RunAsync("/ nope", container);

        result.Cause.ShouldBe("the answer does not contain \"nope\"");
        result.Body.ShouldBe("My \uFFFD App");
    }

    [Theory]
    [InlineData(200, true, "answered 200 OK")]
    [InlineData(204, true, "answered 204 No Content")]
    [InlineData(304, false, "answered 304 Not Modified")]
    [InlineData(400, false, "answered 400 Bad Request")]
    [InlineData(401, false, "answered 401 Unauthorized")]
    [InlineData(404, false, "answered 404 Not Found")]
    [InlineData(500, false, "answered 500 Internal Server Error")]
    [InlineData(503, false, "answered 503 Service Unavailable")]
    [InlineData(599, false, "answered 599")]
    public async Task Rows_23_and_24_only_2xx_passes(int status, bool passes, string cause)
    {
        await using var container = new StubContainer(_ => Answer(status));

        var result = await RunAsync("/", container);

        (result.Passed, result.Cause, result.Status).ShouldBe((passes, cause, status));
    }

    [Theory]
    [InlineData("/ok", "localhost")]
    [InlineData("//admin.example.com/ok", "admin.example.com")]
    [InlineData("http://h:8080/ok", "h:8080")]
    [InlineData("//my_app/ok?a=b%20c", "my_app")]
    public async Task Row_18_the_host_is_sent_and_never_dialled(string line, string host)
    {
        await using var container = new StubContainer(_ => Answer(200));

        (await RunAsync(line, container)).Passed.ShouldBeTrue();

        var request = container.Requests.ShouldHaveSingleItem();
        request.Host.ShouldBe(host);
        request.Path.ShouldStartWith("/ok");
        request.Headers["User-Agent"].ShouldBe("PipelineDeploy-check");
        request.ForwardedProto.ShouldBeNull();
    }

    [Fact]
    public async Task An_app_with_a_certificate_is_told_so()
    {
        await using var container = new StubContainer(_ => Answer(200));

        await RunAsync("/", container, forwardedHttps: true);

        container.Requests.ShouldHaveSingleItem().ForwardedProto.ShouldBe("https");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Row_45_a_compressed_answer_is_matched_unpacked(string encoding)
    {
        await using var container = new StubContainer(_ => Answer(200, Compress(encoding, "My Amazing App"), "Content-Encoding: " + encoding));

        var result = await RunAsync("/ Amazing", container);

        result.Passed.ShouldBeTrue(result.Cause);
        result.Body.ShouldBe("My Amazing App");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_unpacked_fails()
    {
        await using var container = new StubContainer(_ => Answer(200, "not gzip at all", "Content-Encoding: gzip"));

        var result = await RunAsync("/", container);

        (result.Passed, result.Cause, result.Status).ShouldBe((false, "the answer could not be decompressed", 200));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public async Task An_answer_is_read_in_its_own_charset(string charset)
    {
        await using var container = new StubContainer(_ => Answer(200, Encoding.Latin1.GetBytes("Müller"), "Content-Type: text/html; charset=" + charset));

        (await RunAsync("/ Müller", container)).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bomb_is_read_to_the_limit_and_no_further()
    {
        await using var container = new StubContainer(_ => Answer(200, Compress("gzip", new string('x', 20_000_000) + "end"), "Content-Encoding: gzip"));

        var result = await RunAsync("/ end", container);

        result.Cause.ShouldBe("the first 1 MiB of the answer does not contain \"end\"");
        result.Note.ShouldBe("only the first 1 MiB of the answer was read");
        result.Body!.Length.ShouldBe(2048);
    }

    [Fact]
    public async Task Row_36_an_answer_that_is_too_slow_fails_and_keeps_its_latency()
    {
        await using var container = new StubContainer(_ => null);

        var result = await RunAsync("/", container, timeout: TimeSpan.FromSeconds(0.3));

        (result.Passed, result.Cause, result.Status).ShouldBe((false, "timed out after 0.3 s", null));
        result.Latency.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.25));
    }

    [Fact]
    public async Task Cancellation_is_thrown_and_is_no_result()
    {
        await using var container = new StubContainer(_ => null);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync("/", container, cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task A_refused_connection_reads_as_people_know_it()
    {
        var port = FreePort();

        var result = await Checker().RunAsync(CheckOf("/"), "127.0.0.1", port, Patience, forwardedHttps: false, CancellationToken.None);

        result.Cause.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"Failed to connect to 127.0.0.1 port {port}: Connection refused"));
        (result.Passed, result.Status, result.Body).ShouldBe((false, null, null));
    }

    [Theory]
    [InlineData("", "closed the connection without an answer; does the app listen on its PORT?")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "did not answer with HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok", "the connection was closed before the answer was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "the connection was closed before the answer was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n", "the connection was closed before the answer was complete")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nno", "answered 500 Internal Server Error")]
    public async Task A_broken_answer_fails_with_its_cause(string bytes, string cause)
    {
        await using var container = new StubContainer(_ => Encoding.ASCII.GetBytes(bytes));

        var result = await RunAsync("/ ok", container);

        result.Passed.ShouldBeFalse();
        result.Cause.ShouldEndWith(cause);
    }

    [Theory]
    [InlineData(200, true, "answered 200 OK")]
    [InlineData(204, false, "answered 204 No Content, not 200")]
    public async Task A_path_that_must_answer_200_takes_nothing_else(int status, bool passes, string cause)
    {
        await using var container = new StubContainer(_ => Answer(status));

        var result = await Checker().RunAsync(Check.ForPath("/health") with { OnlyOk = true }, "127.0.0.1", container.Port, Patience, forwardedHttps: false, CancellationToken.None);

        (result.Passed, result.Cause).ShouldBe((passes, cause));
    }

    [Fact]
    public async Task A_port_that_takes_connections_only_to_close_them_is_told_as_refused()
    {
        // So does Docker's own proxy while nothing in the container listens.
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var closing = CloseAllAsync(proxy);
        var port = ((IPEndPoint)proxy.LocalEndpoint).Port;

        var asked = await Checker().RunAsync(CheckOf("/"), "127.0.0.1", port, Patience, forwardedHttps: false, CancellationToken.None);
        var listened = await Checker().ListenAsync("127.0.0.1", port, Patience, CancellationToken.None);

        asked.Cause.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"Failed to connect to 127.0.0.1 port {port}: Connection refused"));
        (listened.Passed, listened.Cause).ShouldBe((false, asked.Cause));
        proxy.Stop();
        await closing;
    }

    [Fact]
    public async Task Listening_is_enough_where_nothing_else_is_asked()
    {
        await using var container = new StubContainer(_ => Answer(500));

        (await Checker().ListenAsync("127.0.0.1", container.Port, Patience, CancellationToken.None)).Passed.ShouldBeTrue();
        (await Checker().ListenAsync("127.0.0.1", FreePort(), Patience, CancellationToken.None)).Cause.ShouldEndWith("Connection refused");
        container.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_checks_never_share_a_connection()
    {
        await using var container = new StubContainer(_ => Answer(200, "ok"));

        await RunAsync("/ ok", container);
        await RunAsync("/ ok", container);

        container.Requests.ShouldAllBe(request => request.Headers["Connection"] == "close");
        container.Requests.Count.ShouldBe(2);
    }

    static async Task CloseAllAsync(TcpListener listener)
    {
        try
        {
            while (true) (await listener.AcceptSocketAsync()).Dispose();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    static HttpChecker Checker() => new(TimeProvider.System);

    static Check CheckOf(string line) => ChecksFile.Parse(line).Checks.ShouldHaveSingleItem();

    static Task<CheckResult> RunAsync(
        string line, StubContainer container, TimeSpan? timeout = null, bool forwardedHttps = false, CancellationToken cancellationToken = default) =>
        Checker().RunAsync(CheckOf(line), "127.0.0.1", container.Port, timeout ?? Patience, forwardedHttps, cancellationToken);

    static byte[] Compress(string encoding, string text)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => new BrotliStream(packed, CompressionLevel.Fastest),
        })
        {
            packing.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
