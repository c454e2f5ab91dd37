using System.Text;
using Microsoft.AspNetCore.Http;

namespace PipelineDeploy.Contracts.Tests;

public sealed class PipelineDeployClientTests : IAsyncLifetime, IDisposable
{
    RecordedServer server = null!;
    PipelineDeployClient client = null!;

    public async Task InitializeAsync()
    {
        server = await RecordedServer.StartAsync();
        client = new PipelineDeployClient(server.Address, RecordedServer.Token);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Signs_in_with_the_token_and_reads_the_answer()
    {
        server.On("GET", "/whoami", new WhoAmI("ann", "admin"), WireJson.Default.WhoAmI);

        (await client.GetWhoAmIAsync()).ShouldBe(new WhoAmI("ann", "admin"));

        server.Requests.Single().Headers["Authorization"].ShouldBe($"Bearer {RecordedServer.Token}");
    }

    [Fact]
    public async Task Every_plain_method_asks_where_the_api_says()
    {
        server.On("GET", "/version", new ServerVersion("0.1.0"), WireJson.Default.ServerVersion)
            .On("POST", "/apps", Sample.App(), WireJson.Default.AppView, 201)
            .On("GET", "/apps", new AppPage([Sample.App()], null), WireJson.Default.AppPage)
            .On("GET", "/apps/shop", Sample.App(), WireJson.Default.AppView)
            .On("GET", "/apps/shop/status", new StatusView(Sample.App(), 7, [], []), WireJson.Default.StatusView)
            .On("GET", "/apps/shop/settings", [], WireJson.Default.IReadOnlyListSettingView)
            .On("PUT", "/apps/shop/settings/waitToRetire", new SettingView("waitToRetire", "10s", "app", "d"), WireJson.Default.SettingView)
            .On("DELETE", "/apps/shop/settings/waitToRetire", new SettingView("waitToRetire", "60s", "default", "d"), WireJson.Default.SettingView)
            .On("GET", "/runs", new RunPage([Sample.Run()], 12), WireJson.Default.RunPage)
            .On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .On("GET", "/runs/12/log", new RunLogPage([Sample.Line(1, "a")], null), WireJson.Default.RunLogPage)
            .On("POST", "/runs/12/cancel", Sample.Run("cancelled"), WireJson.Default.RunView, 202)
            .On("POST", "/runs/12/retry", Sample.Run("superseded"), WireJson.Default.RunView, 202)
            .On("POST", "/runs/12/approve", Sample.Run("waiting"), WireJson.Default.RunView, 202)
            .On("POST", "/runs/12/reject", Sample.Run("running"), WireJson.Default.RunView, 202)
            .On("POST", "/runs/12/signals/go", Sample.Run("queued"), WireJson.Default.RunView, 202)
            .On("POST", "/sign-in-links", new SignInLink("http://x/s", Sample.Noon), WireJson.Default.SignInLink, 201);

        (await client.GetVersionAsync()).Version.ShouldBe("0.1.0");
        (await client.CreateAppAsync(new CreateApp("shop"))).Name.ShouldBe("shop");
        (await client.ListAppsAsync()).Single().ServingRelease.ShouldBe(3);
        (await client.GetAppAsync("shop")).Name.ShouldBe("shop");
        (await client.GetStatusAsync("shop")).Generation.ShouldBe(7);
        (await client.ListSettingsAsync("shop")).ShouldBeEmpty();
        (await client.SetSettingAsync("shop", "waitToRetire", "10s")).Origin.ShouldBe("app");
        (await client.UnsetSettingAsync("shop", "waitToRetire")).Value.ShouldBe("60s");
        (await client.ListRunsAsync("shop", 5, 20)).Next.ShouldBe(12);
        (await client.GetRunAsync(12)).Id.ShouldBe(12);
        (await client.ReadRunLogAsync(12).ToListAsync()).Single().Text.ShouldBe("a");
        (await client.CancelRunAsync(12)).State.ShouldBe("cancelled");
        (await client.RetryRunAsync(12, new RetryRun())).State.ShouldBe("superseded");
        (await client.ApproveRunAsync(12, new AnswerApproval())).State.ShouldBe("waiting");
        (await client.RejectRunAsync(12, new AnswerApproval())).State.ShouldBe("running");
        (await client.SendSignalAsync(12, "go", new SendSignal())).State.ShouldBe("queued");
        (await client.CreateSignInLinkAsync()).Url.ShouldBe("http://x/s");
        server.Requests.Select(request => request.Path).ShouldContain(path => path == "/api/v1/runs?limit=5&app=shop&before=20");
    }

    [Fact]
    public async Task Apps_are_read_page_by_page()
    {
        var pages = new Queue<AppPage>([new([Sample.App("a"), Sample.App("b")], "b"), new([Sample.App("c")], null)]);
        server.On("GET", "/apps", context => context.Response.WriteAsync(System.Text.Json.JsonSerializer.Serialize(pages.Dequeue(), WireJson.Default.AppPage)));

        (await client.ListAppsAsync()).Select(app => app.Name).ShouldBe(["a", "b", "c"]);

        server.Requests.Select(request => request.Path).ShouldBe(["/api/v1/apps?limit=500", "/api/v1/apps?limit=500&after=b"]);
    }

    [Fact]
    public async Task A_log_is_read_page_by_page()
    {
        var pages = new Queue<RunLogPage>([new([Sample.Line(7, "a"), Sample.Line(8, "b")], 9), new([Sample.Line(9, "c")], null)]);
        server.On("GET", "/runs/12/log", context => context.Response.WriteAsync(System.Text.Json.JsonSerializer.Serialize(pages.Dequeue(), WireJson.Default.RunLogPage)));

        var lines = await client.ReadRunLogAsync(12, from: 7, step: "a b").Select(line => line.Text).ToListAsync();

        lines.ShouldBe(["a", "b", "c"]);
        server.Requests.Select(request => request.Path).ShouldBe(
            ["/api/v1/runs/12/log?from=7&limit=10000&step=a%20b", "/api/v1/runs/12/log?from=9&limit=10000&step=a%20b"]);
    }

    [Fact]
    public async Task A_deploy_sends_the_tar_as_it_is_written_with_its_headers()
    {
        var sent = "";
        server.On("POST", "/apps/shop/deploys", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            context.Response.StatusCode = 202;
            await context.Response.WriteAsync(System.Text.Json.JsonSerializer.Serialize(Sample.Run("queued"), WireJson.Default.RunView));
        });

        var run = await client.StartDeployAsync("shop", async (body, stop) => await body.WriteAsync(Encoding.ASCII.GetBytes("tar!"), stop), "cli", "key-1");

        run.State.ShouldBe("queued");
        sent.ShouldBe("tar!");
        var headers = server.Requests.Single().Headers;
        headers["Content-Type"].ShouldBe("application/x-tar");
        headers["Transfer-Encoding"].ShouldBe("chunked");
        headers["Idempotency-Key"].ShouldBe("key-1");
        headers["X-PipelineDeploy-Trigger"].ShouldBe("cli");
    }

    [Fact]
    public async Task A_deploy_that_is_refused_is_told_so_before_the_tar_is_written()
    {
        server.Refuses("POST", "/apps/nope/deploys", 404, "app.notFound", "There is no app 'nope'.");
        var written = false;

        var refused = await Should.ThrowAsync<ApiException>(() => client.StartDeployAsync(
            "nope",
            (_, _) =>
            {
                written = true;
                return Task.CompletedTask;
            },
            "cli"));

        refused.Problem.Code.ShouldBe("app.notFound");
        written.ShouldBeFalse();
    }

    [Fact]
    public async Task What_goes_wrong_while_the_tar_is_written_is_not_blamed_on_the_server()
    {
        server.On("POST", "/apps/shop/deploys", context => context.Request.Body.CopyToAsync(Stream.Null));

        var failed = await Should.ThrowAsync<NotSupportedException>(() =>
            client.StartDeployAsync("shop", (_, _) => throw new NotSupportedException("the file shrank"), "cli"));

        failed.Message.ShouldBe("the file shrank");
    }

    [Fact]
    public async Task A_server_that_dies_while_the_tar_is_sent_is_named()
    {
        server.On("POST", "/apps/shop/deploys", async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[1]);
            context.Abort();
        });

        await Should.ThrowAsync<ServerUnreachableException>(() => client.StartDeployAsync(
            "shop",
            async (body, stop) =>
            {
                while (true)
                {
                    await body.WriteAsync(new byte[65536], stop);
                }
            },
            "cli"));
    }

    [Fact]
    public async Task A_problem_arrives_whole()
    {
        server.Refuses("GET", "/apps/nope", 404, "app.notFound", "There is no app 'nope'.", "Create it.");

        var refused = await Should.ThrowAsync<ApiException>(() => client.GetAppAsync("nope"));

        refused.Message.ShouldBe("There is no app 'nope'.");
        refused.Problem.Status.ShouldBe(404);
        refused.Problem.Code.ShouldBe("app.notFound");
        refused.Problem.Hint.ShouldBe("Create it.");
    }

    [Fact]
    public async Task An_error_page_of_something_in_between_names_the_status_and_the_request()
    {
        server.On("GET", "/apps", context =>
        {
            context.Response.StatusCode = 503;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<h1>no</h1>");
        });

        (await Should.ThrowAsync<ApiException>(() => client.ListAppsAsync())).Message
            .ShouldBe("The server answered 503 Service Unavailable to GET /api/v1/apps.");
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("null")]
    [InlineData("{\"name\":\"ann\"}")]
    public async Task An_answer_that_is_not_ours_is_an_error_and_not_a_half_empty_record(string body)
    {
        server.On("GET", "/whoami", context => context.Response.WriteAsync(body));

        (await Should.ThrowAsync<ApiException>(() => client.GetWhoAmIAsync())).Problem.Code.ShouldBe("client.unreadableAnswer");
    }

    [Fact]
    public async Task A_redirect_is_reported_and_not_followed()
    {
        server.On("GET", "/whoami", context =>
        {
            context.Response.Redirect("https://elsewhere.example/");
            return Task.CompletedTask;
        });

        (await Should.ThrowAsync<ApiException>(() => client.GetWhoAmIAsync())).Message
            .ShouldBe("The server redirects GET /api/v1/whoami to https://elsewhere.example/.");
    }

    [Fact]
    public async Task A_server_that_is_down_is_named_with_the_reason()
    {
        var address = server.Address;
        await server.DisposeAsync();

        (await Should.ThrowAsync<ServerUnreachableException>(() => client.GetWhoAmIAsync())).Message
            .ShouldBe($"Cannot reach the server at {address.ToString().TrimEnd('/')}: connection refused.");
        server = await RecordedServer.StartAsync();
    }

    [Fact]
    public async Task Log_lines_of_an_app_are_read_as_they_come()
    {
        server.Streams("/apps/shop/logs", [": beat\n\n", RecordedServer.Event(1, "log", new AppLogLine("shop-blue", "stdout", "hello"), WireJson.Default.AppLogLine)]);

        (await client.ReadLogsAsync("shop", 5, follow: true).ToListAsync()).ShouldBe([new AppLogLine("shop-blue", "stdout", "hello")]);

        server.Requests.Single().Path.ShouldBe("/api/v1/apps/shop/logs?tail=5&follow=true");
    }

    [Fact]
    public async Task Names_are_escaped_in_addresses()
    {
        await Should.ThrowAsync<ApiException>(() => client.GetAppAsync("a/b?c"));

        server.Requests.Single().Path.ShouldBe("/api/v1/apps/a%2Fb?c".Replace("?", "%3F", StringComparison.Ordinal));
    }
}
