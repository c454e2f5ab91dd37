using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class ImageStepTests
{
    readonly ManualTimeProvider _time = new();
    readonly InMemoryContainerEngine _engine;
    readonly InMemoryReleaseStore _releases = new(_ => true);
    readonly InMemoryConfigStore _config = new();

    public ImageStepTests() => _engine = new InMemoryContainerEngine(_time);

    [Fact]
    public async Task An_image_that_the_engine_has_is_pinned_and_its_files_are_read()
    {
        var id = await ImageAsync("shop:latest", ("/CHECKS", "/ ok"), ("/app/app.json", """{"scripts": {"dokku": {"predeploy": "bin/pre"}}}"""));
        var step = Step("shop");
        step.RunInputs = new JsonObject { ["settings"] = new JsonObject { ["postDeployCommand"] = "bin/post" } };

        var done = (await step.OnceAsync()).ShouldBeOfType<StepOutcome.Done>();

        (done.Output["image"]!.GetValue<string>(), done.Output["release"]!.GetValue<int>(), done.Output["checks"]!.GetValue<string>()).ShouldBe((id, 1, "/ ok"));
        (done.Output["migration"]!.ToJsonString(), done.Output["postDeploy"]!.ToJsonString()).ShouldBe(("""["bin/pre"]""", """["bin/post"]"""));
        (await _engine.FindImageAsync(id, CancellationToken.None))!.Tags.ShouldContain("pipelinedeploy/shop:v1");
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_earlier_try_left_is_cleared_and_its_release_kept()
    {
        await ImageAsync("shop:v3");
        var labels = new ContainerLabels("tests").ForOneOff("shop", 7, "step", 1);
        await _engine.CreateContainerAsync(new ContainerSpec("shop-run-7-step-1", "x", labels, new Dictionary<string, string>(), null), CancellationToken.None);
        var step = Step("shop:v3");

        await step.OnceAsync();
        var done = (await step.OnceAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["release"]!.GetValue<int>().ShouldBe(1);
        done.Output["checks"].ShouldBeNull();
        _engine.Containers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shop:v3", "missing", "image.cannotPull", "pull access denied for shop:v3")]
    [InlineData("shop:v3", "never", "image.missing", "has no image shop:v3")]
    [InlineData("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "always", "image.missing", "has no image sha256:")]
    [InlineData("Shop", "missing", "image.badReference", "'Shop'")]
    public async Task An_image_that_is_not_to_be_had_is_told(string image, string pull, string code, string message)
    {
        var refused = await Should.ThrowAsync<UserErrorException>(() => Step(image, pull).OnceAsync());

        refused.Error.Code.ShouldBe(code);
        refused.Error.Message.ShouldContain(message);
        refused.Error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/Procfile")]
    [InlineData("/app/Procfile")]
    public async Task The_processes_of_its_Procfile_are_kept_with_the_release(string path)
    {
        await ImageAsync("shop:v4", (path, "web: ./serve\nworker: bin/work\n"));

        await Step("shop:v4").OnceAsync();

        (await _releases.FindByRunAsync(7, CancellationToken.None)).ShouldNotBeNull().Processes
            .ShouldBe("""[{"name":"web","command":["./serve"],"quantity":null},{"name":"worker","command":["bin/work"],"quantity":null}]""");
    }

    [Fact]
    public async Task A_wrong_Procfile_fails_before_there_is_a_release()
    {
        await ImageAsync("shop:v5", ("/Procfile", "web: ./serve\nweb: again"));

        (await Should.ThrowAsync<UserErrorException>(() => Step("shop:v5").OnceAsync())).Error.Message.ShouldBe("Procfile line 2: 'web' is there already, in line 1");

        (await _releases.FindByRunAsync(7, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_checks_file_fails_before_there_is_a_release()
    {
        await ImageAsync("shop:v3", ("/CHECKS", "WAIT=abc"));

        (await Should.ThrowAsync<UserErrorException>(() => Step("shop:v3").OnceAsync())).Error.Message.ShouldContain("CHECKS line 1");

        (await _releases.FindByRunAsync(7, CancellationToken.None)).ShouldBeNull();
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_variables_that_its_app_json_asks_for_are_there_before_there_is_a_release()
    {
        await ImageAsync("shop:v3", ("/app.json", """{"env": {"LEVEL": "info", "TOKEN": {}}, "addons": ["redis"]}"""));

        var refused = await Should.ThrowAsync<UserErrorException>(() => Step("shop:v3").OnceAsync());
        refused.Error.Message.ShouldBe("shop lacks TOKEN, which its app.json requires");
        _config.Of("shop").ShouldBeEmpty();

        await _config.ChangeAsync("shop", new Dictionary<string, string?> { ["TOKEN"] = "sealed" }, "ada", _time.GetUtcNow(), CancellationToken.None);
        var step = Step("shop:v3");
        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.Done>();

        _config.Of("shop")["LEVEL"].ShouldBe("shop/LEVEL=info");
        step.Log.ShouldContain("-----> app.json sets LEVEL");
        step.Log.ShouldContain(line => line.StartsWith(" !     app.json: 'addons' is not taken over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hooks_that_only_the_image_holds_are_told_not_to_be_run()
    {
        await ImageAsync("shop:v3", ("/.pipelinedeploy/hooks/post-deploy", "#!/bin/sh"));
        var step = Step("shop:v3");

        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.Done>();

        step.Log.ShouldContain(line => line.StartsWith(" !     /.pipelinedeploy/hooks/post-deploy is not run: ", StringComparison.Ordinal));
    }

    async Task<string> ImageAsync(string tag, params (string Path, string Text)[] files)
    {
        var id = await _engine.BuildImageAsync(new ImageBuild(tag, "Dockerfile", (_, _) => Task.CompletedTask, new Dictionary<string, string>()), _ => { }, CancellationToken.None);
        foreach (var (path, text) in files)
        {
            _engine.Files[(id, path)] = Encoding.UTF8.GetBytes(text);
        }

        return id;
    }

    PlayedStep Step(string image, string pull = "missing") =>
        new(new ImageStep(_engine, new ContainerLabels("tests"), _releases, new EnvDefaults(_config, new PlainVault(), _time)), _time, new JsonObject { ["image"] = image, ["pull"] = pull });
}
