using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class ReleaseStepTests
{
    static readonly ContainerLabels Labels = new("tests");
    static readonly CancellationToken None = CancellationToken.None;
    readonly ManualTimeProvider _time = new();
    readonly InMemoryConfigStore _config = new();
    readonly InMemoryRouteStore _routes = new(_ => true);
    readonly InMemoryContainerEngine _engine;
    readonly InMemoryReleaseStore _releases;
    readonly List<string> _lines = [];

    public ReleaseStepTests()
    {
        _engine = new InMemoryContainerEngine(_time);
        _releases = new InMemoryReleaseStore(_ => true) { ConfigOf = app => _config.Of(app) };
        _routes.Add("shop");
        _routes.Add("staging");
    }

    [Fact]
    public async Task A_kept_release_is_handed_on_as_it_is()
    {
        await MakeAsync("shop", run: 1, checks: "/ ok");
        await MakeAsync("shop", run: 2);
        await ServeAsync("shop", release: 2);

        var output = await TakeAsync(run: 3, new JsonObject { ["number"] = 1 });

        (output["release"]!.GetValue<int>(), output["checks"]!.GetValue<string>(), output["changes"]!.GetValue<bool>()).ShouldBe((1, "/ ok", true));
        (await _releases.ListAsync("shop", null, 9, None)).Count.ShouldBe(2);
        (await _engine.FindImageAsync("pipelinedeploy/shop:run-3", None)).ShouldNotBeNull().Id.ShouldBe(output["image"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_that_serves_already_changes_nothing()
    {
        await MakeAsync("shop", run: 1);
        await ServeAsync("shop", release: 1);

        (await TakeAsync(run: 2, new JsonObject { ["number"] = 1 }))["changes"]!.GetValue<bool>().ShouldBeFalse();
        _lines.ShouldBe(["-----> v1 serves already"]);
    }

    [Fact]
    public async Task A_new_one_has_the_image_that_serves_and_the_config_of_now()
    {
        await MakeAsync("shop", run: 1);
        await ServeAsync("shop", release: 1);
        await SetAsync("A", "1");

        var output = await TakeAsync(run: 2, new JsonObject { ["new"] = true });

        output["release"]!.GetValue<int>().ShouldBe(2);
        (await _releases.FindAsync("shop", 2, None)).ShouldNotBeNull().From.ShouldBe(new ReleaseName("shop", 1));
        (await _releases.ReadConfigAsync("shop", 2, None)).Keys.ShouldBe(["A"]);
        (await _engine.FindImageAsync("pipelinedeploy/shop:v2", None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_new_one_that_would_be_what_serves_is_not_made()
    {
        await SetAsync("A", "1");
        await MakeAsync("shop", run: 1);
        await ServeAsync("shop", release: 1);

        (await TakeAsync(run: 2, new JsonObject { ["new"] = true }))["changes"]!.GetValue<bool>().ShouldBeFalse();
        (await _releases.ListAsync("shop", null, 9, None)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("web=1 worker=1", false)]
    [InlineData("web=2 worker=1", true)]
    [InlineData("worker=2", true)]
    [InlineData("worker=0", true)]
    [InlineData("worker=1 gone=3", false)]
    public async Task A_new_one_is_made_when_another_number_of_instances_is_wanted(string scale, bool changes)
    {
        await MakeAsync("shop", run: 1, processes: Formation.Of("worker: x", """{"formation": {"worker": {"quantity": 1}}}""").ToText());
        await ServeAsync("shop", release: 1);
        await _engine.CreateContainerAsync(new ContainerSpec("shop-blue-worker-1", "image", Labels.ForProcess("shop", 1, 1, "worker", 1), new Dictionary<string, string>(), null), None);

        var output = await TakeAsync(run: 2, new JsonObject { ["new"] = true }, new JsonObject { ["settings"] = new JsonObject { ["scale"] = scale } });

        output["changes"]!.GetValue<bool>().ShouldBe(changes);
        (await _releases.FindAsync("shop", changes ? 2 : 1, None)).ShouldNotBeNull().Processes.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_release_that_was_not_built_names_the_one_that_was()
    {
        await MakeAsync("shop", run: 1);
        await ServeAsync("shop", release: 1);
        await SetAsync("A", "1");
        await TakeAsync(run: 2, new JsonObject { ["new"] = true });
        await ServeAsync("shop", release: 2);
        await SetAsync("A", "2");

        await TakeAsync(run: 3, new JsonObject { ["new"] = true });

        (await _releases.FindAsync("shop", 3, None)).ShouldNotBeNull().From.ShouldBe(new ReleaseName("shop", 1));
    }

    [Fact]
    public async Task The_release_of_another_app_becomes_one_of_this_app()
    {
        await MakeAsync("staging", run: 1);

        var output = await TakeAsync(run: 2, new JsonObject { ["app"] = "staging", ["number"] = 1, ["new"] = true });

        output["release"]!.GetValue<int>().ShouldBe(1);
        (await _releases.FindAsync("shop", 1, None)).ShouldNotBeNull().From.ShouldBe(new ReleaseName("staging", 1));
    }

    [Fact]
    public async Task What_a_compose_file_said_goes_on_and_is_sealed_for_the_app_that_has_it_now()
    {
        var file = new ReleaseFile(new Dictionary<string, string> { ["command"] = "serve" }, new Dictionary<string, string> { ["A"] = "staging/A=file", ["B"] = "staging/B=file" });
        await MakeAsync("staging", run: 1, file: file);
        await SetAsync("A", "config");

        var output = await TakeAsync(run: 2, new JsonObject { ["app"] = "staging", ["number"] = 1, ["new"] = true });

        output["changes"]!.GetValue<bool>().ShouldBeTrue();
        var made = (await _releases.FindAsync("shop", 1, None)).ShouldNotBeNull().File.ShouldNotBeNull();
        made.Settings.ShouldBe(file.Settings);
        made.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "shop/A=file", ["B"] = "shop/B=file" });
        (await _releases.ReadConfigAsync("shop", 1, None)).ShouldBe(new Dictionary<string, string> { ["A"] = "shop/A=config", ["B"] = "shop/B=file" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_release_with_a_compose_file_has_the_config_of_now_when_only_the_files_variables_are_besides_it()
    {
        await MakeAsync("shop", run: 1, file: new ReleaseFile(new Dictionary<string, string>(), new Dictionary<string, string> { ["A"] = "shop/A=file" }));
        await ServeAsync("shop", release: 1);

        (await TakeAsync(run: 2, new JsonObject { ["new"] = true }))["changes"]!.GetValue<bool>().ShouldBeFalse();
        await SetAsync("A", "config");
        (await TakeAsync(run: 3, new JsonObject { ["new"] = true }))["changes"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_step_that_is_done_again_after_a_crash_makes_one_release()
    {
        await MakeAsync("shop", run: 1);
        await ServeAsync("shop", release: 1);
        await SetAsync("A", "1");

        var first = await TakeAsync(run: 2, new JsonObject { ["new"] = true });
        var again = await TakeAsync(run: 2, new JsonObject { ["new"] = true });

        again.ToJsonString().ShouldBe(first.ToJsonString());
        (await _releases.ListAsync("shop", null, 9, None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_taken_fails_with_the_reason()
    {
        (await RefusedAsync(new JsonObject())).ShouldBe("release.nothingServes");
        (await RefusedAsync(new JsonObject { ["number"] = 4 })).ShouldBe("release.notFound");
        await MakeAsync("shop", run: 1);
        await _engine.RemoveImageAsync((await _releases.FindAsync("shop", 1, None))!.Image, None);
        (await RefusedAsync(new JsonObject { ["number"] = 1 })).ShouldBe("release.imageGone");
    }

    async Task<string> RefusedAsync(JsonObject inputs) => (await Should.ThrowAsync<UserErrorException>(() => TakeAsync(run: 9, inputs))).Error.Code;

    async Task MakeAsync(string app, long run, string? checks = null, ReleaseFile? file = null, string? processes = null)
    {
        var image = await _engine.BuildImageAsync(new ImageBuild($"pipelinedeploy/{app}:run-{run}", "Dockerfile", (_, _) => Task.CompletedTask, new Dictionary<string, string>()), _ => { }, None);
        await _releases.AllotAsync(app, new DriverTerm(run, 1), new ReleaseContent(image, checks) { File = file, Processes = processes }, _time.GetUtcNow(), None);
    }

    async Task ServeAsync(string app, int release)
    {
        var route = (await _routes.FindAsync(app, None))!;
        await _routes.ReplaceAsync(route with { Targets = [new ServingTarget($"v{release}", "id", "127.0.0.1", 1, AppRoute.FullWeight, release, release)] }, null, None);
    }

    Task SetAsync(string name, string value) =>
        _config.ChangeAsync("shop", new Dictionary<string, string?> { [name] = new PlainVault().Seal("shop", name, value) }, "ada", _time.GetUtcNow(), None);

    async Task<JsonObject> TakeAsync(long run, JsonObject inputs, JsonObject? runInputs = null)
    {
        var context = new StepContext(run, 1, "shop", "release", 1, inputs, null, runInputs ?? [], new Dictionary<string, JsonObject>(), _time.GetUtcNow(), _lines.Add);
        var step = new ReleaseStep(_engine, Labels, _releases, _routes, _config, new PlainVault());
        return (await step.ExecuteAsync(context, None)).ShouldBeOfType<StepOutcome.Done>().Output;
    }
}
