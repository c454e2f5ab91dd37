using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>A service of a compose file is built and started.</summary>
public sealed class ComposeBuildTests : IDisposable
{
    static readonly CancellationToken None = CancellationToken.None;
    readonly ScratchFolder _scratch = new();
    readonly ManualTimeProvider _time = new();
    readonly InMemoryConfigStore _config = new();
    readonly InMemoryContainerEngine _engine;
    readonly InMemoryReleaseStore _releases;
    readonly List<ImageBuild> _built = [];
    List<string> _log = [];

    public ComposeBuildTests()
    {
        _engine = new InMemoryContainerEngine(_time) { Building = _built.Add };
        _releases = new InMemoryReleaseStore(_ => true) { ConfigOf = _config.Of };
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_service_is_built_from_its_own_folder_and_what_is_not_taken_over_is_told()
    {
        await BuildAsync(
            new TarBuilder().File("docker-compose.yml", "services: {web: {build: {context: web, target: prod, args: [V=3]}, mem_limit: 64m, depends_on: [db]}, db: {image: d}}")
                .Folder("web/").File("web/Dockerfile", "FROM scratch"));

        var build = _built.ShouldHaveSingleItem();
        (build.Dockerfile, build.Target).ShouldBe(("Dockerfile", "prod"));
        build.Arguments.ShouldBe(new Dictionary<string, string> { ["V"] = "3" });
        _log.ShouldBe(
            [
                " !     docker-compose.yml line 1: 'services.web.depends_on' is not taken over: the other services are not started; docker compose up -d does it",
                "-----> docker-compose.yml, service web, says memoryLimit=64m",
                "-----> Building shop from its web/Dockerfile, stage prod",
                "       Step 1/1 : FROM scratch",
                "-----> Built v1",
            ]);
    }

    [Fact]
    public async Task The_environment_is_kept_with_the_release_under_the_apps_config()
    {
        await SetAsync("FROM_BOTH", "config");
        await BuildAsync(
            new TarBuilder().File("docker-compose.yml", "services: {web: {build: ., env_file: [a.env, {path: no.env, required: false}], environment: {IN_FILE: 'x', FROM_BOTH: file, URL: 'u:$FROM_BOTH'}}}")
                .File("Dockerfile", "FROM scratch").File("a.env", "IN_FILE=a\nALONE=1\nPORT=9\n"));

        var vault = new PlainVault();
        var kept = (await _releases.ReadConfigAsync("shop", 1, None)).ToDictionary(pair => pair.Key, pair => vault.Open("shop", pair.Key, pair.Value));
        kept.ShouldBe(new Dictionary<string, string> { ["IN_FILE"] = "x", ["ALONE"] = "1", ["FROM_BOTH"] = "config", ["URL"] = "u:config" }, ignoreOrder: true);
        (await _releases.FindAsync("shop", 1, None))!.File!.Environment["URL"].ShouldBe("shop/URL=u:config");
    }

    [Fact]
    public async Task A_service_with_an_image_takes_it_as_it_is()
    {
        var image = await _engine.BuildImageAsync(new ImageBuild("shop/web:3", "Dockerfile", (_, _) => Task.CompletedTask, new Dictionary<string, string>()), _ => { }, None);
        _built.Clear();

        var done = await BuildAsync(new TarBuilder().File("docker-compose.yml", "services: {web: {image: 'shop/web:${TAG:-3}'}}"));

        done.Output["image"]!.ToString().ShouldBe(image);
        _built.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("services: {web: {build: web}}", "source.noContext", "The source has no folder 'web', which docker-compose.yml builds web from.")]
    [InlineData("services: {web: {build: .}}", "source.noDockerfile", "The source has no 'Dockerfile'; it begins with 'docker-compose.yml'.")]
    [InlineData("services: {web: {build: {dockerfile: a/D}}}", "source.noDockerfile", "The source has no 'a/D'; it begins with 'docker-compose.yml'.")]
    [InlineData("services: {web: {image: a, env_file: b.env}}", "source.badCompose", "docker-compose.yml line 1: the source has no 'b.env', which 'env_file' names")]
    [InlineData("services: {api: {image: a}}", "source.composeService", "docker-compose.yml has no service 'web'")]
    public async Task What_is_not_there_is_told_before_anything_is_built(string compose, string code, string message)
    {
        var error = (await Should.ThrowAsync<UserErrorException>(() => BuildAsync(new TarBuilder().File("docker-compose.yml", compose)))).Error;

        (error.Code, error.Message).ShouldBe((code, message));
        _built.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compose_file_that_is_missing_or_a_link_is_told()
    {
        var error = (await Should.ThrowAsync<UserErrorException>(() => BuildAsync(new TarBuilder().File("Dockerfile", "FROM scratch")))).Error;
        error.ShouldSatisfyAllConditions(one => one.Code.ShouldBe("source.noCompose"), one => one.Hint!.ShouldContain("pdeploy settings unset composeService -a shop"));

        // The settings of the run were made without it.
        var link = new TarBuilder().File("other.yml", "services: {web: {image: a}}").Link("docker-compose.yml", "other.yml");
        (await Should.ThrowAsync<UserErrorException>(() => BuildAsync(link))).Error.Code.ShouldBe("source.noCompose");
    }

    [Fact]
    public async Task Green_runs_its_command_without_the_images_health_check_and_a_network_may_be_missing()
    {
        await BuildAsync(new TarBuilder().File("docker-compose.yml", "services: {web: {build: .}}").File("Dockerfile", "FROM scratch"));
        _engine.Networks.Add("there");
        using var keeper = new RouteKeeper(new InMemoryRouteStore(_ => true), new InMemoryRouter(), new PlainVault());
        var step = new PlayedStep(
            new StartStep(_engine, new ContainerLabels("house"), _releases, new PlainVault(), keeper, HostPaths.None), _time, new JsonObject { ["image"] = _built[0].Tag, ["release"] = 1, ["port"] = 5000 })
        {
            RunInputs = new JsonObject
            {
                ["settings"] = new JsonObject { ["command"] = """["serve","a b"]""", ["entrypoint"] = "init --", ["imageHealthCheck"] = "false", ["networks"] = "there? gone?" },
            },
        };

        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        var spec = _engine.SpecOf(done.Output["container"]!.ToString());
        spec.Command.ShouldBe(["serve", "a b"]);
        spec.Entrypoint.ShouldBe(["init", "--"]);
        spec.HasHealthCheck.ShouldBeFalse();
        (await _engine.FindContainerAsync("shop-green", None))!.Networks.ShouldContain("there");
        step.Log.ShouldContain(" !     The engine has no network 'gone'; shop-green is not in it");
    }

    Task SetAsync(string name, string value) =>
        _config.ChangeAsync("shop", new Dictionary<string, string?> { [name] = new PlainVault().Seal("shop", name, value) }, "ada", _time.GetUtcNow(), None);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Layers_of_earlier_builds_are_used_unless_a_push_wants_none(bool isNoCache)
    {
        await BuildAsync(new TarBuilder().File("docker-compose.yml", "services: {web: {build: .}}").File("Dockerfile", "FROM scratch"), new GitOrigin("/shop.git", "main", "0123", isNoCache));

        _built.ShouldHaveSingleItem().NoCache.ShouldBe(isNoCache);
    }

    async Task<StepOutcome.Done> BuildAsync(TarBuilder source, GitOrigin? git = null)
    {
        var data = new DataFolder(_scratch.Root);
        var sources = new SourceStore(data, TimeProvider.System);
        using var stream = new MemoryStream(source.Bytes());
        var id = await sources.SaveAsync(stream, None);
        var compose = new ComposeSources(_config, new PlainVault(), new SourceGlance(sources));
        var inputs = new JsonObject { ["settings"] = new JsonObject { ["composeService"] = "web" } };
        new DeploySource(id, git).AddTo(inputs);
        var step = new PlayedStep(new BuildStep(_engine, new ContainerLabels("house"), sources, _releases, new EnvDefaults(_config, new PlainVault(), _time), data, compose, new PlainVault(), _time), _time, [])
        {
            RunInputs = inputs,
        };
        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();
        _log = step.Log;
        return done;
    }
}
