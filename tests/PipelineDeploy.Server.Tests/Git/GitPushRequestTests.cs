using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Git;

/// <summary>Pushes of real git, and what the server makes of them.</summary>
[Trait("Category", "Integration")]
public sealed class GitPushRequestTests(GitServer server) : IClassFixture<GitServer>
{
    [Fact]
    public async Task A_push_is_accepted_when_its_run_succeeds_and_a_clone_has_it()
    {
        using var pusher = await server.NewPusherAsync("accepted");
        var head = await pusher.GitAsync("rev-parse", "HEAD");

        var pushing = pusher.PushAsync("main");
        var run = await server.RunsAsync("accepted", 1);
        await server.GoAsync(run.Id);
        var (exitCode, shown) = await pushing;

        exitCode.ShouldBe(0, shown);
        shown.ShouldContain($"remote: -----> Run {run.Id} deploys main; it goes on without this connection, too: pdeploy runs watch {run.Id}");
        shown.ShouldContain("remote: -----> go waits for the signal go");
        (run.Trigger, run.Actor, run.Git).ShouldBe(("git", "admin", new Contracts.RunGitView("/accepted.git", "main", head)));
        (await pusher.RefsAsync()).ShouldBe([$"{head} HEAD", $"{head} refs/heads/main"]);
        await pusher.GitAsync("clone", "--quiet", pusher.Address(), "again");
        (await File.ReadAllTextAsync(Path.Combine(pusher.Folder, "again", "README"))).ShouldBe("first");
    }

    [Fact]
    public async Task A_cancelled_run_rejects_the_push_and_nothing_of_it_is_kept()
    {
        using var pusher = await server.NewPusherAsync("cancelled");

        var pushing = pusher.PushAsync("main", "main:other");
        var run = await server.RunsAsync("cancelled", 1);
        await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run.Id}/cancel");
        var (exitCode, shown) = await pushing;

        exitCode.ShouldBe(1);
        shown.ShouldContain($"remote:  !     Run {run.Id} was cancelled\n");
        shown.ShouldContain(" ! [remote rejected] main -> main (pre-receive hook declined)\n ! [remote rejected] main -> other (pre-receive hook declined)\n");
        (await pusher.RefsAsync()).ShouldBeEmpty();
        Directory.GetDirectories(Path.Combine(server.Folder, "repositories", "cancelled.git", "objects"), "*incoming*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_branches_tags_and_deletions_do_what_they_say_and_deploy_nothing()
    {
        using var pusher = await server.NewPusherAsync("kept");
        await pusher.GitAsync("tag", "--annotate", "--message", "first", "v1");
        await pusher.PushAsync("-o", "wait=false", "main");

        var pushed = await pusher.PushAsync("main:dev", "v1");
        var deleted = await pusher.PushAsync(":dev", ":v1");
        var refused = await pusher.PushAsync(":main");

        pushed.Shown.ShouldContain("remote: -----> Branch dev is kept; it deploys nothing\nremote:        kept is deployed by its branch main: git push <remote> dev:main\nremote: -----> Tag v1 is kept; it deploys nothing\n");
        deleted.Shown.ShouldContain("remote: -----> Branch dev is deleted; kept serves on as it is\nremote: -----> Tag v1 is deleted; kept serves on as it is\n");
        (pushed.ExitCode, deleted.ExitCode, refused.ExitCode).ShouldBe((0, 0, 1));
        refused.Shown.ShouldContain("remote:  !     main is the branch that deploys kept, so it is not deleted\n");
        refused.Shown.ShouldContain(" ! [remote rejected] main (pre-receive hook declined)\n");
        (await pusher.RefsAsync()).Select(line => line.Split(' ')[1]).ShouldBe(["HEAD", "refs/heads/main"]);
        await server.RunsAsync("kept", 1);
    }

    [Fact]
    public async Task The_setting_says_which_branch_deploys()
    {
        using var pusher = await server.NewPusherAsync("chosen");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/chosen/settings/deployBranch", """{"value":"release"}""");

        (await pusher.PushAsync("main")).Shown.ShouldContain("chosen is deployed by its branch release: git push <remote> main:release");
        (await pusher.PushAsync("-o", "wait=false", "main:release")).Shown.ShouldContain("deploys release, and release is kept whatever becomes of it");

        (await pusher.RefsAsync())[0].ShouldEndWith(" HEAD");
        (await pusher.GitAsync("ls-remote", "--symref", pusher.Address(), "HEAD")).ShouldStartWith("ref: refs/heads/release");
    }

    [Fact]
    public async Task Options_choose_the_pipeline_and_what_is_not_known_is_named()
    {
        using var pusher = await server.NewPusherAsync("options", "blue-green");

        var unknown = await pusher.PushAsync("-o", "nowait", "main");
        var none = await pusher.PushAsync("-o", "pipeline=nowhere", "main");
        var chosen = await pusher.PushAsync("-o", $"pipeline={GitServer.Gate}", "-o", "wait=false", "-o", "no-cache", "main");

        (unknown.ExitCode, none.ExitCode, chosen.ExitCode).ShouldBe((1, 1, 0), chosen.Shown);
        unknown.Shown.ShouldContain("remote:  !     There is no push option 'nowait'\nremote:        Known are: -o wait=false (do not wait for the run), -o pipeline=<name>, -o no-cache");
        none.Shown.ShouldContain("'nowhere'");
        (await server.RunsAsync("options", 1)).Pipeline.ShouldBe(GitServer.Gate);
        (await server.Database.ColumnAsync<string>("select inputs->'git'->>'noCache' from runs where subject = 'options'")).ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_rewritten_branch_says_so()
    {
        using var pusher = await server.NewPusherAsync("rewritten");
        await pusher.PushAsync("-o", "wait=false", "main");
        var before = await pusher.GitAsync("rev-parse", "--short=8", "HEAD");
        await pusher.GitAsync("commit", "--quiet", "--amend", "--message", "another first");
        var after = await pusher.GitAsync("rev-parse", "--short=8", "HEAD");

        (await pusher.PushAsync("main")).Shown.ShouldContain("[rejected]        main -> main (");
        var (exitCode, shown) = await pusher.PushAsync("-o", "wait=false", "+main");

        exitCode.ShouldBe(0, shown);
        shown.ShouldContain($"remote: -----> main is rewritten: {before} is not part of {after}\n");
    }

    [Fact]
    public async Task A_second_push_waits_for_the_first_and_one_that_does_not_know_of_it_is_refused()
    {
        using var pusher = await server.NewPusherAsync("queued");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/queued/settings/concurrency", """{"value":"queue"}""");
        await pusher.PushAsync("-o", "wait=false", "main");
        await server.GoAsync((await server.RunsAsync("queued", 1)).Id);
        using var other = await Pusher.CreateAsync(server, "queued");
        await other.GitAsync("pull", "--quiet", "--rebase", "--allow-unrelated-histories", "-X", "theirs", other.Address(), "main");

        await pusher.CommitAsync(("README", "second"));
        var second = pusher.PushAsync("main");
        var secondRun = await server.RunsAsync("queued", 2);
        await other.CommitAsync(("README", "other"));
        var diverging = await other.PushAsync("main");
        var head = await pusher.CommitAsync(("README", "third"));
        var third = pusher.PushAsync("main");
        var thirdRun = await server.RunsAsync("queued", 3);
        await server.GoAsync(secondRun.Id);
        await server.GoAsync(thirdRun.Id);

        (await second).ExitCode.ShouldBe(0, (await second).Shown);
        (await third).ExitCode.ShouldBe(0, (await third).Shown);
        (await third).Shown.ShouldContain($"remote: -----> Run {thirdRun.Id} waits for another one of queued\n");
        diverging.Shown.ShouldContain("remote:  !     Another push of main is being deployed, and this one does not contain its commits\n");
        (await pusher.RefsAsync())[1].ShouldBe($"{head} refs/heads/main");
    }

    [Fact]
    public async Task A_newer_push_takes_the_place_of_one_that_waits_and_that_one_is_rejected()
    {
        using var pusher = await server.NewPusherAsync("superseded");
        await pusher.PushAsync("-o", "wait=false", "main");
        var first = await server.RunsAsync("superseded", 1);

        await pusher.CommitAsync(("README", "second"));
        var second = pusher.PushAsync("main");
        var secondRun = await server.RunsAsync("superseded", 2);
        var head = await pusher.CommitAsync(("README", "third"));
        var third = pusher.PushAsync("main");
        var thirdRun = await server.RunsAsync("superseded", 3);
        await server.GoAsync(first.Id);
        await server.GoAsync(thirdRun.Id);

        (await second).ExitCode.ShouldBe(1, (await second).Shown);
        (await second).Shown.ShouldContain($"remote:  !     Run {secondRun.Id} was superseded by a newer one\n");
        (await third).ExitCode.ShouldBe(0, (await third).Shown);
        (await pusher.RefsAsync())[1].ShouldBe($"{head} refs/heads/main");
    }

    [Fact]
    public async Task An_app_that_refuses_deploys_while_one_goes_on_rejects_the_push_and_says_so()
    {
        using var pusher = await server.NewPusherAsync("busy");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/busy/settings/concurrency", """{"value":"reject"}""");
        await pusher.PushAsync("-o", "wait=false", "main");
        var run = await server.RunsAsync("busy", 1);

        await pusher.CommitAsync(("README", "second"));
        var (exitCode, shown) = await pusher.PushAsync("main");

        exitCode.ShouldBe(1, shown);
        shown.ShouldContain("remote:  !     ");
        shown.ShouldContain($"{run.Id}");
        await server.RunsAsync("busy", 1);
    }

    [Fact]
    public async Task A_tag_moves_only_by_force_and_deploys_nothing_either_way()
    {
        using var pusher = await server.NewPusherAsync("tagged");
        await pusher.GitAsync("tag", "v1");
        await pusher.PushAsync("v1");
        var moved = await pusher.CommitAsync(("README", "second"));
        await pusher.GitAsync("tag", "--force", "v1");

        var (refused, _) = await pusher.PushAsync("v1");
        var (exitCode, shown) = await pusher.PushAsync("+v1");

        (refused, exitCode).ShouldBe((1, 0), shown);
        shown.ShouldContain("remote: -----> Tag v1 is kept; it deploys nothing\n");
        (await pusher.RefsAsync()).ShouldBe([$"{moved} refs/tags/v1"]);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/runs?app=tagged")).Read(Contracts.WireJson.Default.RunPage).Items.ShouldBeEmpty();
    }
}
