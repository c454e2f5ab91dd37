using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.Server.Tests.Git;

/// <summary>Pushes whose end nobody has heard, and what becomes of the same push once more.</summary>
[Trait("Category", "Integration")]
public sealed class GitPushAgainTests(GitServer server) : IClassFixture<GitServer>
{
    [Fact]
    public async Task A_lost_connection_does_not_stop_the_run_and_the_branch_follows_it()
    {
        using var pusher = await server.NewPusherAsync("lost");
        var head = await pusher.GitAsync("rev-parse", "HEAD");
        var run = await LoseAsync(pusher);

        await server.GoAsync(run.Id);

        (await server.EndOfAsync(run.Id)).State.ShouldBe("succeeded");
        await Eventually.SeeAsync(pusher.RefsAsync, refs => refs.Contains($"{head} refs/heads/main"), "the branch follows", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_same_push_again_follows_the_run_that_goes_on_and_both_end_well()
    {
        using var pusher = await server.NewPusherAsync("again");
        var head = await pusher.GitAsync("rev-parse", "HEAD");
        var run = await LoseAsync(pusher);

        using var second = GitCommand.Start(pusher.Folder, "push", pusher.Address(), "main");
        using var third = GitCommand.Start(pusher.Folder, "push", pusher.Address(), "main");
        string?[] said = [await second.StandardError.ReadLineAsync(), await third.StandardError.ReadLineAsync()];
        await server.GoAsync(run.Id);
        await Task.WhenAll(second.WaitForExitAsync(), third.WaitForExitAsync());

        var told = $"remote: -----> Run {run.Id} of an earlier push deploys {head[..8]} already, and no other one is started; it goes on without this connection, too: pdeploy runs watch {run.Id}";
        said.ShouldAllBe(line => line!.TrimEnd() == told);
        (second.ExitCode, third.ExitCode).ShouldBe((0, 0), await second.StandardError.ReadToEndAsync() + await third.StandardError.ReadToEndAsync());
        (await pusher.RefsAsync()).ShouldBe([$"{head} HEAD", $"{head} refs/heads/main"]);
        await server.RunsAsync("again", 1);
    }

    [Fact]
    public async Task Two_pushes_of_one_commit_at_once_make_one_run()
    {
        using var pusher = await server.NewPusherAsync("both");

        var both = Task.WhenAll(pusher.PushAsync("main"), pusher.PushAsync("main"));
        var run = await server.RunsAsync("both", 1);
        await server.GoAsync(run.Id);

        (await both).ShouldAllBe(push => push.ExitCode == 0);
        await server.RunsAsync("both", 1);
    }

    [Fact]
    public async Task A_run_that_has_failed_or_that_builds_otherwise_is_not_followed()
    {
        using var pusher = await server.NewPusherAsync("anew");
        var failed = await LoseAsync(pusher);
        await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{failed.Id}/cancel");
        await server.EndOfAsync(failed.Id);

        var second = await LoseAsync(pusher, 2);
        var (exitCode, shown) = await pusher.PushAsync("-o", "no-cache", "-o", "wait=false", "main");

        exitCode.ShouldBe(0, shown);
        var third = await server.RunsAsync("anew", 3);
        shown.ShouldContain($"Run {third.Id} deploys main, and main is kept whatever becomes of it");
        new[] { failed.Id, second.Id, third.Id }.ShouldBeUnique();
    }

    [Fact]
    public async Task A_server_that_is_stopped_says_that_the_run_goes_on_and_the_same_push_after_its_start_moves_the_branch()
    {
        var stopped = new GitServer();
        await stopped.InitializeAsync();
        try
        {
            using var pusher = await stopped.NewPusherAsync("stopped");
            var head = await pusher.GitAsync("rev-parse", "HEAD");
            var pushing = pusher.PushAsync("main");
            var run = await stopped.RunsAsync("stopped", 1);
            await stopped.WaitsAsync(run.Id);

            await stopped.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
            var (exitCode, shown) = await pushing;

            exitCode.ShouldBe(1, shown);
            shown.ShouldContain(
                $"remote:  !     The server is being stopped; run {run.Id} goes on: pdeploy runs watch {run.Id}\n"
                + $"remote:        main is not moved. Push again when the server is back: that follows run {run.Id} and starts no second one\n");
            shown.ShouldContain("(pre-receive hook declined)");
            Directory.GetFileSystemEntries(Path.Combine(stopped.Folder, "git")).ShouldBeEmpty();

            await stopped.StartAgainAsync();
            await stopped.GoAsync(run.Id);
            await stopped.EndOfAsync(run.Id);
            var (again, told) = await pusher.PushAsync("main");

            again.ShouldBe(0, told);
            told.ShouldContain($"remote: -----> Run {run.Id} of an earlier push has deployed {head[..8]} already, so nothing is started\n");
            (await pusher.RefsAsync()).ShouldBe([$"{head} HEAD", $"{head} refs/heads/main"]);
            await stopped.RunsAsync("stopped", 1);
        }
        finally
        {
            await stopped.DisposeAsync();
        }
    }

    // Pushes, and is gone as soon as the run is there.
    async Task<RunView> LoseAsync(Pusher pusher, int runs = 1)
    {
        using var push = GitCommand.Start(pusher.Folder, "push", pusher.Address(), "main");
        var run = await server.RunsAsync(pusher.App, runs);
        push.Kill(entireProcessTree: true);
        await push.WaitForExitAsync();
        return run;
    }
}
