using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.EndToEnd.Deploys;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class GitSourceTests(DeployStack stack)
{
    [Fact]
    public async Task A_private_repository_is_deployed_by_its_commit_and_rebuilt_from_it_when_the_branch_has_moved_on()
    {
        using var host = new GitHost { Authorization = "Basic " + Convert.ToBase64String("deploy:T0PSECRET-token"u8) };
        var app = await stack.NewAppAsync("git");
        var repository = await TestRepository.CreateAsync(host.Root, "shop.git");
        var commit = await CommitAsync(repository, stack.Version("git"));
        await stack.Client.SetGitAccessAsync(app, $"127.0.0.1:{host.Port}", new SetGitAccess(Token: "T0PSECRET-token", User: "deploy"));

        var (exitCode, output, errors) = await stack.CliAsync("deploy", "--git", host.Url("shop.git"), "--ref", "main", "-a", app);

        exitCode.ShouldBe(0, output + errors);
        errors.ShouldContain($"it builds {host.Url("shop.git")} at main, commit {commit}");
        output.ShouldContain($"-----> Source is {host.Url("shop.git")} at main, commit {commit}");
        (output + errors).ShouldNotContain("T0PSECRET");
        (await stack.Client.GetReleaseAsync(app, 1)).Commit.ShouldBe(commit);
        var inputs = string.Concat(await stack.Database.ColumnAsync<string>($"select inputs::text from runs where subject = '{app}'"));
        inputs.ShouldNotContain("T0PSECRET");

        await repository.CommitAsync(("www/index.html", "moved on"));
        (await stack.CliAsync("deploy", "--rebuild", "-a", app)).ExitCode.ShouldBe(0);

        var rebuilt = (await stack.Client.ListRunsAsync(app)).Items[0];
        (rebuilt.State, rebuilt.Git).ShouldBe(("succeeded", new RunGitView(host.Url("shop.git"), "main", commit)));
        (await stack.Client.GetReleaseAsync(app, 2)).Commit.ShouldBe(commit);
    }

    static Task<string> CommitAsync(TestRepository repository, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(repository.Folder, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return repository.CommitAsync();
    }
}
