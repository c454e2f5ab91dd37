using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Http;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class HttpStepTests
{
    readonly ManualTimeProvider _time = new();
    readonly List<string> _log = [];

    [Fact]
    public async Task A_request_is_sent_as_it_is_written_and_its_answer_can_be_read_by_later_steps()
    {
        using var server = new Receiver(_ => (201, """{"version": 5}"""));
        server.AnswerHeaders["Content-Type"] = "application/json; charset=utf-8";

        var done = (await SendAsync(
            server.Address + "api?x=1",
            ("method", "POST"), ("headers", new JsonObject { ["X-Team"] = "a", ["Content-Type"] = "application/vnd.api+json" }), ("body", new JsonObject { ["app"] = "shop" }), ("status", "200, 201"), ("contains", "version")))
            .ShouldBeOfType<StepOutcome.Done>();

        var request = server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path, request.Body).ShouldBe(("POST", "/api?x=1", """{"app":"shop"}"""));
        (request.Headers["X-Team"], request.Headers["Content-Type"], request.Headers["Idempotency-Key"]).ShouldBe(("a", "application/vnd.api+json", "7-step-1"));
        (done.Output["status"]!.GetValue<int>(), done.Output["json"]!["version"]!.GetValue<int>()).ShouldBe((201, 5));
        done.Output["body"]!.GetValue<string>().ShouldBe("""{"version": 5}""");
        _log.ShouldBe([$"-----> POST {server.Address}api", "       answered 201"]);
    }

    [Theory]
    [InlineData(200, "maintenance", null, "ready", "http.unexpectedBody", true)]
    [InlineData(404, "no such thing", null, null, "http.unexpectedStatus", false)]
    [InlineData(503, "busy", null, null, "http.unexpectedStatus", true)]
    [InlineData(429, "busy", null, null, "http.unexpectedStatus", true)]
    [InlineData(200, "busy", "204", null, "http.unexpectedStatus", false)]
    public async Task Another_answer_than_the_expected_one_fails_with_what_came(int status, string body, string? expected, string? contains, string code, bool isRetryable)
    {
        using var server = new Receiver(_ => (status, body));

        var failed = (await SendAsync(server.Address.ToString(), ("status", expected), ("contains", contains))).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.Detail, failed.IsRetryable).ShouldBe((code, $"The answer:\n{body}", isRetryable));
    }

    [Theory]
    [InlineData("""{"a":["\ud800"]}""")]
    [InlineData("""{"\udc00x":1}""")]
    public async Task An_answer_whose_json_no_column_could_keep_is_kept_as_text_only(string body)
    {
        using var server = new Receiver(_ => (200, body));
        server.AnswerHeaders["Content-Type"] = "application/json";

        var done = (await SendAsync(server.Address.ToString())).ShouldBeOfType<StepOutcome.Done>();

        (done.Output["json"], done.Output["body"]!.GetValue<string>()).ShouldBe((null, body));
    }

    [Fact]
    public async Task A_name_that_stands_twice_in_an_answer_is_no_mistake()
    {
        using var server = new Receiver(_ => (200, """{"a":1,"a":2}"""));
        server.AnswerHeaders["Content-Type"] = "application/json";

        (await SendAsync(server.Address.ToString())).ShouldBeOfType<StepOutcome.Done>().Output["body"]!.GetValue<string>().ShouldBe("""{"a":1,"a":2}""");
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var server = new Receiver(_ => (302, ""));
        server.AnswerHeaders["Location"] = "http://169.254.169.254/";

        var failed = (await SendAsync(server.Address.ToString())).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldContain("answered 302");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/", "An administrator may allow it")]
    [InlineData("http://[::1]:9/", "An administrator may allow it")]
    [InlineData("http://localhost:9/", "An administrator may allow it")]
    [InlineData("http://2130706433:9/", "An administrator may allow it")]
    [InlineData("http://0x7f.1:9/", "An administrator may allow it")]
    [InlineData("http://169.254.169.254/latest/meta-data", "the address of the service itself")]
    [InlineData("http://[::ffff:169.254.169.254]/", "the address of the service itself")]
    public async Task Where_it_may_not_go_nothing_is_sent(string url, string hint)
    {
        var failed = (await SendAsync(url, OutboundRules.InternetOnly)).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.IsRetryable).ShouldBe(("http.addressRefused", false));
        failed.Error.Hint.ShouldNotBeNull().ShouldContain(hint);
    }

    [Fact]
    public async Task Where_nobody_listens_it_may_be_tried_again()
    {
        var failed = (await SendAsync($"http://127.0.0.1:{LoopbackPort.Free()}/")).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.IsRetryable).ShouldBe(("http.unreachable", true));
        failed.Error.Message.ShouldEndWith("Connection refused");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        using var hold = new ManualResetEventSlim();
        using var server = new Receiver(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            hold.Wait(TimeSpan.FromSeconds(10));
            return (200, "");
        });

        var failed = (await SendAsync(server.Address.ToString(), ("timeout", "3s"))).ShouldBeOfType<StepOutcome.Failed>();

        hold.Set();
        (failed.Error.Code, failed.IsRetryable).ShouldBe(("http.timedOut", true));
        failed.Error.Message.ShouldContain("within 3s");
    }

    [Theory]
    [InlineData("url", "ftp://example.com", "http.badUrl")]
    [InlineData("url", "file:///etc/passwd", "http.badUrl")]
    [InlineData("url", "example.com", "http.badUrl")]
    [InlineData("url", "https://me:pw@example.com", "http.badUrl")]
    [InlineData("status", "2xx", "step.badInput")]
    [InlineData("status", "300-200", "step.badInput")]
    [InlineData("timeout", "soon", "step.badInput")]
    public async Task A_bad_input_is_told(string input, string value, string code)
    {
        var refused = await Should.ThrowAsync<UserErrorException>(() => SendAsync("http://127.0.0.1:9/", (input, value)));

        refused.Error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("content-length", "5")]
    [InlineData("X-A", "a\r\nX-B: b")]
    [InlineData("X A", "a")]
    [InlineData("", "a")]
    public async Task A_header_that_would_change_the_request_is_refused(string name, string value)
    {
        var refused = await Should.ThrowAsync<UserErrorException>(() => SendAsync("http://127.0.0.1:9/", ("headers", new JsonObject { [name] = value })));

        refused.Error.Code.ShouldBe("http.badHeader");
    }

    Task<StepOutcome> SendAsync(string url, params (string Name, JsonNode? Value)[] more) => SendAsync(url, OutboundRules.Parse("127.0.0.1"), more);

    async Task<StepOutcome> SendAsync(string url, OutboundRules rules, params (string Name, JsonNode? Value)[] more)
    {
        using var http = new OutboundHttp(new OutboundDialer(rules), _time);
        var inputs = new JsonObject { ["url"] = url };
        foreach (var (name, value) in more)
        {
            inputs[name] = value;
        }

        var step = new PlayedStep(new HttpStep(http), _time, inputs);
        try
        {
            return await step.OnceAsync();
        }
        finally
        {
            _log.AddRange(step.Log);
        }
    }
}
