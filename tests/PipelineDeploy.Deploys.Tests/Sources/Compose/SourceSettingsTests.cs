using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources.Compose;

/// <summary>What files of a source make of an app's settings, before its run.</summary>
public sealed class SourceSettingsTests : IDisposable
{
    const string Two = "services: {web: {build: ., mem_limit: 64m}, api: {build: api, cpus: 2}, db: {image: d}}";
    readonly ScratchFolder _scratch = new();
    readonly InMemoryConfigStore _config = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_service_that_is_named_stands_above_the_app_and_its_origin_is_the_file()
    {
        var settings = await ResolveAsync(new TarBuilder().File("docker-compose.yml", Two).File("Dockerfile", ""), ("composeService", "web"), ("memoryLimit", "1g"), ("cpuLimit", "3"));

        (settings["memoryLimit"].Value, settings["memoryLimit"].Origin).ShouldBe(("64m", "file"));
        (settings["cpuLimit"].Value, settings["cpuLimit"].Origin).ShouldBe(("3", "app"));
    }

    [Fact]
    public async Task Where_nobody_names_one_a_Dockerfile_counts_and_without_it_the_only_service_that_is_built()
    {
        var one = "services: {web: {build: ., mem_limit: 64m}, db: {image: d}}";

        (await ResolveAsync(new TarBuilder().File("compose.yml", one).File("./Dockerfile", "")))["composeService"].Value.ShouldBeEmpty();
        (await ResolveAsync(new TarBuilder().File("compose.yml", one).File("docker/Dockerfile", ""), ("dockerfile", "docker/Dockerfile")))["memoryLimit"].Value.ShouldBeEmpty();
        var chosen = await ResolveAsync(new TarBuilder().File("./compose.yml", one));
        (chosen["composeService"].Value, chosen["composeService"].Origin, chosen["memoryLimit"].Value).ShouldBe(("web", "file", "64m"));
        (await Should.ThrowAsync<UserErrorException>(() => ResolveAsync(new TarBuilder().File("docker-compose.yml", Two)))).Error.Message
            .ShouldBe("The source has no Dockerfile, and its docker-compose.yml builds several services: web, api");
    }

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("compose.yml")]
    [InlineData("docker-compose.yml")]
    [InlineData("docker-compose.yaml")]
    public async Task The_file_has_four_names(string name) =>
        (await ResolveAsync(new TarBuilder().File(name, Two), ("composeService", "api")))["cpuLimit"].Value.ShouldBe("2");

    [Fact]
    public async Task Of_several_files_that_with_the_first_of_the_names_counts() =>
        (await ResolveAsync(new TarBuilder().File("docker-compose.yaml", "services: {api: {build: .}}").File("compose.yaml", Two), ("composeService", "api")))["cpuLimit"].Value.ShouldBe("2");

    [Fact]
    public async Task What_is_said_of_one_run_stands_above_the_file()
    {
        var settings = await ResolveAsync(
            new TarBuilder().File("docker-compose.yml", Two), new JsonObject { ["composeService"] = "web", ["memoryLimit"] = "32m", ["other"] = 1, ["cpuLimit"] = null }, ("composeService", "api"));

        (settings["memoryLimit"].Value, settings["memoryLimit"].Origin, settings["composeService"].Origin, settings["cpuLimit"].Value).ShouldBe(("32m", "run", "run", ""));
        (await Should.ThrowAsync<UserErrorException>(() => ResolveAsync(new TarBuilder().File("Dockerfile", ""), new JsonObject { ["memoryLimit"] = "much" }))).Error.Code.ShouldBe("setting.badValue");
    }

    [Fact]
    public async Task A_gokku_file_stands_above_a_compose_file()
    {
        var source = new TarBuilder().File("docker-compose.yml", "services: {web: {image: a, restart: always, mem_limit: 64m}}").File("gokku.yml", "apps:\n  shop:\n    deployment: {restart_policy: on-failure}\n");

        var settings = await ResolveAsync(source, ("composeService", "web"));

        (settings["restartPolicy"].Value, settings["memoryLimit"].Value).ShouldBe(("on-failure", "64m"));
    }

    [Fact]
    public async Task Variables_are_those_of_the_config_and_then_of_the_env_file()
    {
        await _config.ChangeAsync("shop", new Dictionary<string, string?> { ["MEM"] = new PlainVault().Seal("shop", "MEM", "96m") }, "ada", DateTimeOffset.UnixEpoch, CancellationToken.None);
        var source = new TarBuilder().File("docker-compose.yml", "services: {web: {image: a, mem_limit: $MEM, cpus: $CPUS, pids_limit: '${PIDS:-7}'}}").File(".env", "# mine\nMEM=1g\nCPUS=\"0.5\"\n");

        var settings = await ResolveAsync(source, ("composeService", "web"));

        (settings["memoryLimit"].Value, settings["cpuLimit"].Value, settings["processLimit"].Value).ShouldBe(("96m", "0.5", "7"));
    }

    [Fact]
    public async Task A_mistake_in_the_env_file_is_told_with_its_line_and_an_empty_one_is_none()
    {
        var compose = "services: {web: {image: a}}";

        (await ResolveAsync(new TarBuilder().File("compose.yml", compose).File(".env", "\n# nothing\n"), ("composeService", "web")))["composeService"].Value.ShouldBe("web");
        (await Should.ThrowAsync<UserErrorException>(() => ResolveAsync(new TarBuilder().File("compose.yml", compose).File(".env", "A=1\nwhat\n"), ("composeService", "web")))).Error
            .ShouldSatisfyAllConditions(error => error.Code.ShouldBe("source.badEnvFile"), error => error.Message.ShouldBe(".env line 2: NAME=value is expected"));
    }

    [Fact]
    public async Task A_file_that_is_too_long_is_told_only_when_it_is_read()
    {
        var large = "# " + new string('x', SourceYaml.MaxBytes);

        (await ResolveAsync(new TarBuilder().File("Dockerfile", "").File(".env", large).File("compose.yml", large)))["composeService"].Value.ShouldBeEmpty();
        (await Should.ThrowAsync<UserErrorException>(() => ResolveAsync(new TarBuilder().File("compose.yml", "services: {web: {build: .}}").File(".env", large)))).Error
            .ShouldSatisfyAllConditions(error => error.Code.ShouldBe("source.tooLong"), error => error.Message.ShouldBe(".env is larger than 256 KiB."));
    }

    Task<EffectiveSettings> ResolveAsync(TarBuilder source, params (string Name, string Value)[] own) => ResolveAsync(source, [], own);

    async Task<EffectiveSettings> ResolveAsync(TarBuilder source, JsonObject inputs, params (string Name, string Value)[] own)
    {
        var sources = new SourceStore(new DataFolder(_scratch.Root), TimeProvider.System);
        using var stream = new MemoryStream(source.Bytes());
        var id = await sources.SaveAsync(stream, CancellationToken.None);
        var glance = new SourceGlance(sources);
        var app = EffectiveSettings.Resolve(new Dictionary<string, string>(), own.ToDictionary(one => one.Name, one => one.Value));
        var files = await glance.ReadAllAsync(id, SourceSettings.LimitOf, CancellationToken.None);
        return await new SourceSettings(new ComposeSources(_config, new PlainVault(), glance)).ResolveAsync("shop", app, inputs, new DeploySource(id), files, CancellationToken.None);
    }
}
