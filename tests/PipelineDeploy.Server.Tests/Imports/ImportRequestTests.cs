using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Imports;

[Trait("Category", "Integration")]
public sealed class ImportRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task An_app_comes_from_dokkus_folder_and_a_second_time_there_is_nothing_to_do()
    {
        const string files = """{"ENV":"export KEY='correct horse'\nexport DOKKU_CHECKS_WAIT='3'\n","VHOST":"moved.example\n","DOKKU_SCALE":"web=2\n","CHECKS":"WAIT=abc\n"}""";

        var tried = await ImportAsync("moved", files, dryRun: true);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/moved")).ShouldBeProblem(404, "app.notFound");
        var first = await ImportAsync("moved", files);
        var second = await ImportAsync("moved", files);

        var view = first.Read(WireJson.Default.ImportView);
        (view.IsNew, view.IsDryRun, view.Set.Single(), view.Domains.Single()).ShouldBe((true, false, "KEY", "moved.example"));
        view.Settings.ShouldBe([new ImportedSetting("checksWait", "3s"), new ImportedSetting("scale", "web=2")]);
        (view.Checks.Single().Line, view.Checks.Single().Severity).ShouldBe((1, "error"));
        tried.Read(WireJson.Default.ImportView).Set.ShouldBe(["KEY"]);
        var again = second.Read(WireJson.Default.ImportView);
        (again.IsNew, again.Set.Count + again.Settings.Count + again.Domains.Count).ShouldBe((false, 0));
        again.Unchanged.ShouldBe(["moved.example", "checksWait", "scale", "KEY"]);
        (tried.Body + first.Body + second.Body).ShouldNotContain("correct horse");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/moved/config/KEY")).Read(WireJson.Default.ConfigValue).Value.ShouldBe("correct horse");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/moved")).Read(WireJson.Default.AppView).Domains.ShouldBe(["moved.example"]);
    }

    [Fact]
    public async Task An_app_that_is_there_keeps_what_the_folder_does_not_name()
    {
        await server.CreateAppAsync("kept");
        await server.SendAsync(HttpMethod.Patch, "/api/v1/apps/kept/config", """{"set":{"OWN":"1","LEVEL":"debug"}}""");

        var view = (await ImportAsync("kept", """{"ENV":"LEVEL=info\n","VHOST":"kept.example"}""")).Read(WireJson.Default.ImportView);

        (view.IsNew, view.Set.Single()).ShouldBe((false, "LEVEL"));
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/kept/config")).Read(WireJson.Default.IReadOnlyListConfigVariableView).Select(variable => variable.Name).ShouldBe(["LEVEL", "OWN"]);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/kept")).Read(WireJson.Default.AppView).Domains.ShouldBe(["kept.example", "kept.localhost"]);
    }

    [Fact]
    public async Task A_domain_of_another_app_is_a_conflict_and_nothing_is_changed()
    {
        await server.CreateAppAsync("owner");

        var refused = await ImportAsync("thief", """{"ENV":"A=1\n","VHOST":"owner.localhost\n"}""");

        refused.ShouldBeProblem(409, "app.domainTaken").Title.ShouldBe("The app owner answers to owner.localhost already");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/thief")).ShouldBeProblem(404, "app.notFound");
    }

    [Theory]
    [InlineData("Bad Name", "dokku", "{}", "app.badName")]
    [InlineData("fine", "heroku", "{}", "import.unknownTool")]
    [InlineData("fine", "dokku", """{"ENV":"nonsense\n"}""", "import.badFolder")]
    [InlineData("fine", "gokku", """{"gokku.yml":"apps: ["}""", "source.badYaml")]
    public async Task What_cannot_be_imported_is_told_before_there_is_an_app(string app, string from, string files, string code)
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/imports", $$"""{"app":"{{app}}","from":"{{from}}","files":{{files}},"dryRun":true}""");

        answer.ShouldBeProblem(400, code).Hint.ShouldNotBeNullOrEmpty();
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/fine")).ShouldBeProblem(404, "app.notFound");
    }

    [Fact]
    public async Task A_file_that_is_null_is_an_empty_one() =>
        (await ImportAsync("null", """{"ENV":null}""", dryRun: true)).Read(WireJson.Default.ImportView).Set.ShouldBeEmpty();

    Task<Answer> ImportAsync(string app, string files, bool dryRun = false) => server.SendAsync(
        HttpMethod.Post, "/api/v1/imports", $$"""{"app":"{{app}}","from":"dokku","files":{{files}},"dryRun":{{(dryRun ? "true" : "false")}}}""");
}
