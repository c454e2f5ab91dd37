using System.Formats.Tar;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class SwapTests
{
    const string Compose = "services:\n  web: {build: .}\n  db: {image: postgres}\n";

    [Fact]
    public async Task The_app_of_a_service_is_made_when_it_is_not_there_and_its_run_is_shown_live()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("docker-compose.yml", "name: my_shop\n" + Compose);
        cli.Write("Dockerfile", "FROM scratch");
        CreateApp? made = null;
        cli.Server.Refuses("GET", "/apps/my-shop-web", 404, "app.notFound", "There is no app 'my-shop-web'").On("POST", "/apps", async context =>
        {
            made = await JsonSerializer.DeserializeAsync(context.Request.Body, WireJson.Default.CreateApp);
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync(JsonSerializer.Serialize(Sample.App("my-shop-web"), WireJson.Default.AppView));
        });
        var sent = Accept(cli, "my-shop-web");
        cli.Server.Streams(
            "/runs/12/events",
            [
                RecordedServer.Run(1, Sample.Run(steps: Sample.Step("build", "running"))),
                RecordedServer.Log(2, 1, "-----> docker-compose.yml, service web"),
                RecordedServer.End(3, Sample.Run("succeeded", null, Sample.Step("build", "succeeded"))),
            ]);

        var result = await cli.RunAsync("swap web ./healthcheck");

        result.ShouldSatisfyAllConditions(
            one => one.ExitCode.ShouldBe(0, one.Stderr),
            one => one.Stdout.ShouldBe("→ build\n-----> docker-compose.yml, service web\n✓ build            1.2 s\n✓ run 12 of shop succeeded: v3 serves (18.2 s)\n"),
            one => one.Stderr.ShouldBe(
                $"Made the app my-shop-web, which answers at http://my-shop-web.localhost:8080\nSending {cli.Folder} to my-shop-web at {cli.Server.Address.ToString().TrimEnd('/')}\nRun 12 of shop is queued\n"));
        made.ShouldBe(new CreateApp("my-shop-web"));
        sent.Names.ShouldBe(["Dockerfile", "docker-compose.yml"], ignoreOrder: true);
        sent.Query.ShouldBe("?pipeline=compose-swap&input=composeService%3Dweb&input=healthCheckCommand%3D.%2Fhealthcheck&input=composeProject%3Dmy_shop");
    }

    // The project's name: the option, then Docker Compose's variable, then the file, then the folder.
    [Theory]
    [InlineData("", "", "swap web ok", "work-web", "work")]
    [InlineData("name: filed\n", "", "swap web ok", "filed-web", "filed")]
    [InlineData("name: filed\n", "of-env", "swap web ok", "of-env-web", "of-env")]
    [InlineData("name: filed\n", "of-env", "swap web ok --project given", "given-web", "given")]
    [InlineData("", "", "swap web ok -a shop", "shop", "work")]
    public async Task The_app_is_named_after_project_and_service(string top, string variable, string line, string app, string project)
    {
        await using var cli = await CliRun.StartAsync();
        cli.With("COMPOSE_PROJECT_NAME", variable).With("PDEPLOY_APP", "of-another-command");
        cli.Write("compose.yaml", top + Compose);
        cli.Server.On("GET", $"/apps/{app}", Sample.App(app), WireJson.Default.AppView);
        var sent = Accept(cli, app);

        var result = await cli.RunAsync($"{line} --detach --json");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Json.GetProperty("id").GetInt64().ShouldBe(12);
        sent.Query.ShouldEndWith($"composeProject%3D{project}");
        cli.Server.Requests.ShouldNotContain(request => request.Path == "/api/v1/apps");
    }

    [Fact]
    public async Task Another_folder_is_named_with_path()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("My.Shop2/docker-compose.yaml", Compose);
        cli.Server.On("GET", "/apps/myshop2-web", Sample.App("myshop2-web"), WireJson.Default.AppView);
        var sent = Accept(cli, "myshop2-web");

        var result = await cli.RunAsync("swap web ok --path My.Shop2 --detach");

        (result.ExitCode, result.Stdout).ShouldBe((0, "12\n"));
        sent.Names.ShouldBe(["docker-compose.yaml"]);
    }

    [Theory]
    [InlineData("failed", 1)]
    [InlineData("rolledBack", 6)]
    [InlineData("needsAttention", 7)]
    [InlineData("superseded", 9)]
    public async Task It_ends_as_the_run_ends(string state, int exitCode)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("docker-compose.yml", Compose);
        cli.Server.On("GET", "/apps/work-web", Sample.App("work-web"), WireJson.Default.AppView);
        Accept(cli, "work-web");
        cli.Server.Streams("/runs/12/events", [RecordedServer.End(1, Sample.Run(state))]);

        (await cli.RunAsync("swap web ./healthcheck")).ExitCode.ShouldBe(exitCode);
    }

    [Theory]
    [InlineData("swap", "pdeploy: Which service? Those of docker-compose.yml: web, db.")]
    [InlineData("swap wbe ok", "pdeploy: docker-compose.yml has no service 'wbe'. Those there are: web, db.")]
    [InlineData("swap web", "pdeploy: Which health command? Name what is run inside the new container: pdeploy swap web \"./healthcheck\"")]
    [InlineData("swap web ok --project A.B", "pdeploy: 'A.B' is no name of a compose project (docker-compose.yml). Use small letters, digits, '_' and '-': --project shop")]
    [InlineData("swap web ok --timeout soon", "pdeploy: --timeout must be a duration like 90s or 10m, not 'soon'. See: pdeploy swap --help")]
    [InlineData("swap web ok --project 01234567890123456789012345678901234567890123456789012345678901", "pdeploy: '01234567890123456789012345678901234567890123456789012345678901-web' is no name for an app: it may have 63 characters. Name the app with -a <app>.")]
    public async Task What_is_missing_or_wrong_is_told_before_a_server_is_asked(string line, string expected)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("docker-compose.yml", Compose);

        var result = await cli.RunAsync(line);

        (result.ExitCode, result.OneLine).ShouldBe((2, expected));
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "There is no compose file in ")]
    [InlineData("a: [", "docker-compose.yml line ")]
    [InlineData("- a", "docker-compose.yml is no compose file. One begins with 'services:'.")]
    [InlineData("", "docker-compose.yml is no compose file. One begins with 'services:'.")]
    [InlineData("services:", "docker-compose.yml has no services. Write them below 'services:'.")]
    [InlineData("services: [web]", "docker-compose.yml has no services. Write them below 'services:'.")]
    [InlineData("name: $NAME\nservices: {web: {}}", "'$NAME' is no name of a compose project (docker-compose.yml).")]
    public async Task A_folder_without_a_project_is_told(string? compose, string expected)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM scratch");
        if (compose is not null)
        {
            cli.Write("docker-compose.yml", compose);
        }

        var result = await cli.RunAsync("swap web ok");

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldStartWith($"pdeploy: {expected}");
    }

    [Fact]
    public async Task What_the_server_refuses_is_told_with_its_hint()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("docker-compose.yml", Compose);
        cli.Server.On("GET", "/apps/work-web", Sample.App("work-web"), WireJson.Default.AppView)
            .Refuses("POST", "/apps/work-web/deploys", 400, "source.composeRefused", "docker-compose.yml line 2: 'services.web.privileged' is not given to containers here", "Take it out.");

        var result = await cli.RunAsync("swap web ok");

        result.ExitCode.ShouldBe(2);
        result.Stderr.ShouldEndWith("pdeploy: docker-compose.yml line 2: 'services.web.privileged' is not given to containers here. Take it out.\n");
    }

    static Sent Accept(CliRun cli, string app)
    {
        var sent = new Sent();
        cli.Server.On("POST", $"/apps/{app}/deploys", async context =>
        {
            sent.Query = context.Request.QueryString.Value ?? "";
            await using var tar = new TarReader(context.Request.Body);
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                sent.Names.Add(entry.Name);
            }

            context.Response.StatusCode = 202;
            await context.Response.WriteAsync(JsonSerializer.Serialize(Sample.Run("queued"), WireJson.Default.RunView));
        });
        return sent;
    }

    sealed class Sent
    {
        public List<string> Names { get; } = [];

        public string Query { get; set; } = "";
    }
}
