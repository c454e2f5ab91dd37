using System.Formats.Tar;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>A <c>.git</c> in an upload: plain files for the build, and nothing that a git of ours would ever obey, because none is run there.</summary>
public sealed class GitFolderTests : IDisposable
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly ScratchFolder _scratch = new();
    readonly ManualTimeProvider _time = new();

    string Sprung => Path.Combine(_scratch.Root, "sprung");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(".git")]
    [InlineData(".GIT")]
    [InlineData(".Git")]
    [InlineData("git~1")]
    [InlineData(".gi\u200ct")]
    [InlineData("sub/.git")]
    public async Task It_is_unpacked_as_plain_files(string name)
    {
        await SourceArchive.ExtractAsync(new MemoryStream(Trap(name).Bytes()), _scratch.Target, new SourceLimits(), None);

        (await File.ReadAllTextAsync(Path.Combine(_scratch.Target, name, "config"))).ShouldContain("fsmonitor");
        (await File.ReadAllTextAsync(Path.Combine(_scratch.Target, name, "hooks/post-checkout"))).ShouldContain("sprung");
        File.Exists(Sprung).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_in_its_place_is_a_plain_file_and_a_link_that_leads_out_is_refused()
    {
        await SourceArchive.ExtractAsync(new MemoryStream(new TarBuilder().File(".git", "gitdir: /etc").Bytes()), _scratch.Target, new SourceLimits(), None);
        (await File.ReadAllTextAsync(Path.Combine(_scratch.Target, ".git"))).ShouldBe("gitdir: /etc");

        var refused = await Should.ThrowAsync<Workflows.UserErrorException>(() =>
            SourceArchive.ExtractAsync(new MemoryStream(new TarBuilder().Link(".git", "/srv/other.git").Bytes()), _scratch.Target + "2", new SourceLimits(), None));
        refused.Error.Code.ShouldBe("source.linkEscapes");
    }

    [Fact]
    public async Task A_build_runs_no_git_in_it_and_hands_it_on_as_it_came()
    {
        var engine = new InMemoryContainerEngine(_time);
        var entries = new List<string>();
        engine.Building = build => entries.AddRange(ContextOf(build));

        await BuildAsync(engine, Trap(".git").File("Dockerfile", "FROM scratch"));

        entries.ShouldContain(".git/config");
        entries.ShouldContain(".git/hooks/post-checkout");
        File.Exists(Sprung).ShouldBeFalse();
    }

    [Fact]
    public async Task The_trap_of_these_tests_springs_where_git_is_run()
    {
        await SourceArchive.ExtractAsync(new MemoryStream(Trap(".git").Bytes()), _scratch.Target, new SourceLimits(), None);

        await GitProcess.ReadAsync(_scratch.Target, GitEnvironment.Base(_scratch.Root, []), ["status"], None);

        File.Exists(Sprung).ShouldBeTrue();
    }

    [Fact]
    public void Git_is_run_by_those_only_who_name_a_repository_of_the_servers_own()
    {
        var callers = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("GitProcess.", StringComparison.Ordinal)).Select(file => Path.GetFileName(file));

        // The fetched one and the pushed one by GIT_DIR, the served one by git http-backend's own root: nobody leaves it to git to look for a .git.
        callers.ShouldBe(["AppRepository.cs", "GitService.cs", "GitSources.cs"], ignoreOrder: true);
    }

    static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..");

    /// <summary>A repository whose configuration and hooks leave a file behind when a git obeys them.</summary>
    TarBuilder Trap(string name) => new TarBuilder()
        .File($"{name}/HEAD", "ref: refs/heads/main\n")
        .File($"{name}/config", $"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tfsmonitor = \"touch '{Sprung}'; false\"\n\tpager = \"touch '{Sprung}'\"\n")
        .File($"{name}/hooks/post-checkout", $"#!/bin/sh\ntouch '{Sprung}'\n", (UnixFileMode)0b111_101_101)
        .Folder($"{name}/objects/").Folder($"{name}/refs/");

    static List<string> ContextOf(ImageBuild build)
    {
        using var context = new MemoryStream();
        build.WriteContext(context, None).GetAwaiter().GetResult();
        context.Position = 0;
        using var reader = new TarReader(context);
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry) names.Add(entry.Name);
        return names;
    }

    async Task BuildAsync(InMemoryContainerEngine engine, TarBuilder source)
    {
        var (data, config, vault) = (new DataFolder(_scratch.Root), new InMemoryConfigStore(), new PlainVault());
        var sources = new SourceStore(data, TimeProvider.System);
        using var upload = new MemoryStream(source.Bytes());
        var inputs = new JsonObject { ["settings"] = new JsonObject() };
        new DeploySource(await sources.SaveAsync(upload, None), null).AddTo(inputs);
        var releases = new InMemoryReleaseStore(_ => true) { ConfigOf = config.Of };
        var compose = new ComposeSources(config, vault, new SourceGlance(sources));
        var step = new PlayedStep(new BuildStep(engine, new ContainerLabels("house"), sources, releases, new EnvDefaults(config, vault, _time), data, compose, vault, _time), _time, []) { RunInputs = inputs };

        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();
    }
}
