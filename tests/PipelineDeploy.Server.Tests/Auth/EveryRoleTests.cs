using System.Net.Http.Headers;
using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Git;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>Every endpoint × role × own and foreign app. What an endpoint takes is written down in <c>docs/security.md</c>.</summary>
/// <remarks>After a wanted change run this once with <c>PIPELINEDEPLOY_UPDATE_DOCS=1</c>.</remarks>
[Trait("Category", "Integration")]
public sealed class EveryRoleTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    const string Begin = "<!-- What follows is written by a test from what the endpoints say of themselves. -->\n";
    const string End = "<!-- end -->";

    readonly List<string> _wrong = [];
    IReadOnlyList<Door> _doors = [];

    IEnumerable<Door> Asked => _doors.Where(door => !door.IsOfGit);

    public async Task InitializeAsync()
    {
        _doors = Door.Of(server);
        foreach (var app in new[] { "mine", "other" })
        {
            (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"{{app}}"}""")).Status.ShouldBeOneOf(201, 409);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_endpoint_has_a_policy_and_what_belongs_to_an_app_or_a_run_asks_for_a_role_on_it()
    {
        _doors.Count.ShouldBeGreaterThan(80);
        _doors.Where(door => door.Policy is null).ShouldBeEmpty();
        _doors.Where(door => door.Scope != Scope.Server && door.Needs is null).ShouldBeEmpty();
        _doors.Where(door => door.Scope != Scope.Server && door.Needs == Role.Viewer && door.Method != "GET").ShouldBeEmpty("only what reads is for viewers");
    }

    [Fact]
    public async Task The_committed_table_is_what_the_endpoints_say()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        var file = Path.Combine(folder.FullName, "docs", "security.md");
        var text = await File.ReadAllTextAsync(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var rows = _doors.Where(door => door.Policy != "open").Select(door => $"| `{door.Method} {door.Path}` | {WordOf(door)} |\n");
        var wanted = $"{text[..begin]}\n| | takes |\n|---|---|\n{string.Concat(rows)}\n{text[end..]}";
        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, wanted);
        }

        (await File.ReadAllTextAsync(file)).ShouldBe(wanted, "docs/security.md is not up to date: run this test with PIPELINEDEPLOY_UPDATE_DOCS=1");
    }

    [Fact]
    public async Task The_role_an_endpoint_takes_is_enough_on_ones_own_app()
    {
        foreach (var door in Asked.Where(door => door.Scope != Scope.Server))
        {
            var answer = await AskAsync(await TokenAsync(Rights.Of("mine", door.Needs!.Value)), door, "mine", await RunAsync("mine"));
            Hold(door, answer, !IsRefused(answer));
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lesser_role_is_refused_on_ones_own_app()
    {
        var run = await RunAsync("mine");
        foreach (var door in Asked.Where(door => door.Scope != Scope.Server && door.Needs > Role.Viewer))
        {
            var answer = await AskAsync(await TokenAsync(Rights.Of("mine", door.Needs!.Value - 1)), door, "mine", run);
            Hold(door, answer, answer is (403, "auth.forbidden", _));
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_foreign_app_and_its_runs_are_answered_as_if_they_were_not_there()
    {
        var (token, run) = (await TokenAsync(Rights.Of("mine", Role.Admin)), await RunAsync("other"));
        foreach (var door in Asked.Where(door => door.Scope != Scope.Server))
        {
            var foreign = await AskAsync(token, door, "other", run);
            var missing = await AskAsync(token, door, "nobody", long.MaxValue);

            Hold(door, foreign, foreign.Status == 404 && foreign.Title == missing.Title?.Replace("nobody", "other").Replace($"{long.MaxValue}", $"{run}"));
            Hold(door, foreign, foreign.Code == (door.Scope == Scope.App ? "app.notFound" : "run.notFound") && foreign.Code == missing.Code);
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_administrator_of_one_app_may_do_nothing_that_takes_a_role_for_all()
    {
        var token = await TokenAsync(Rights.Of("mine", Role.Admin));
        foreach (var door in Asked.Where(door => door.Scope == Scope.Server && door.Needs is not null))
        {
            var answer = await AskAsync(token, door, "mine", 1);
            Hold(door, answer, answer is (403, "auth.forbidden", _));
        }

        _wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_of_all_apps_changes_none()
    {
        var (token, run) = (await TokenAsync(Rights.Of(Role.Viewer)), await RunAsync("mine"));
        foreach (var door in Asked.Where(door => door.Needs > Role.Viewer))
        {
            var answer = await AskAsync(token, door, "mine", run);
            Hold(door, answer, answer is (403, "auth.forbidden", _));
        }

        _wrong.ShouldBeEmpty();
    }

    async Task<(int Status, string? Code, string? Title)> AskAsync(string token, Door door, string app, long run)
    {
        using var client = server.Client(token);
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.At(app, run));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        // Events have no end.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), WireJson.Default.Problem)
            : null;
        return ((int)response.StatusCode, problem?.Code, problem?.Title);
    }

    static bool IsRefused((int Status, string? Code, string? Title) answer) =>
        answer.Status is 401 or 405 || answer.Code is "auth.forbidden" or "app.notFound" or "run.notFound" or "request.unknownPath";

    void Hold(Door door, (int Status, string? Code, string? Title) answer, bool isRight)
    {
        if (!isRight)
        {
            _wrong.Add($"{door.Method} {door.Path}: {answer}");
        }
    }

    static string WordOf(Door door) => (door.Scope, door.Policy) switch
    {
        (_, GitServices.Policy) => "deployer of the app",
        (Scope.App, var role) => $"{role} of the app",
        (Scope.Run, var role) => $"{role} of the run's app",
        (_, "signedIn") => "any sign-in; shows and takes what one may see",
        (_, var role) => $"{role} of all apps",
    };

    async Task<string> TokenAsync(Rights rights) =>
        (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer($"t-{Guid.CreateVersion7():N}") with { Rights = rights }, default)).ShouldNotBeNull().Token;

    async Task<long> RunAsync(string app)
    {
        var definition = PipelineLoader.Load("{ name: asking, steps: [{ uses: approve }] }", server.Get<StepCatalog>().Kinds);
        return (await server.Get<IRunStore>().CreateAsync(new NewRun(app, definition, [], "test", "tester"), default)).Id;
    }
}
