using System.Text.RegularExpressions;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>Real git pushes to the real server; what people see of it is compared line by line.</summary>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed partial class GitPushTests(DeployStack stack)
{
    [Fact]
    public async Task A_push_deploys_and_one_that_fails_its_checks_is_rejected_while_the_old_version_serves_on()
    {
        var app = await stack.NewAppAsync("pushed", waitToRetire: "5m");
        var folder = await RepositoryAsync(stack.Source("hello", ("www/index.html", "pushed by git"), ("CHECKS", "WAIT=0.1\nATTEMPTS=2\n/  pushed by git\n")));

        var first = await PushAsync(folder, app, "main");
        await File.WriteAllTextAsync(Path.Combine(folder, "www", "index.html"), "something else");
        await CommitAsync(folder);
        var second = await PushAsync(folder, app, "main");

        first.ExitCode.ShouldBe(0, first.Error);
        await ShouldReadAsync(app, first.Error, "push-succeeds.txt");
        second.ExitCode.ShouldBe(1, second.Error);
        await ShouldReadAsync(app, second.Error, "push-fails.txt");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("pushed by git");
        (await stack.Client.ListRunsAsync(app)).Items.Select(run => (run.State, run.Trigger)).ShouldBe([("rolledBack", "git"), ("succeeded", "git")]);
        (await GitCommand.RunAsync(folder, "ls-remote", await AddressAsync(app), "refs/heads/main")).ShouldStartWith(await GitCommand.RunAsync(folder, "rev-parse", "HEAD~1"));
    }

    async Task<string> AddressAsync(string app) =>
        $"http://any:{(await File.ReadAllTextAsync(stack.TokenFile)).Trim()}@127.0.0.1:{stack.Server.Address.Port}/{app}.git";

    async Task<(int ExitCode, string Output, string Error)> PushAsync(string folder, string app, params string[] arguments) =>
        await GitCommand.TryAsync(folder, ["push", await AddressAsync(app), .. arguments]);

    static async Task<string> RepositoryAsync(string folder)
    {
        await GitCommand.RunAsync(folder, "init", "--quiet", "--initial-branch=main");
        await CommitAsync(folder);
        return folder;
    }

    static async Task CommitAsync(string folder)
    {
        await GitCommand.RunAsync(folder, "add", "--all");
        await GitCommand.RunAsync(folder, "commit", "--quiet", "--message", "change");
    }

    static async Task ShouldReadAsync(string app, string seen, string golden)
    {
        var place = Path.Combine(Repository.Root, "tests", "PipelineDeploy.EndToEnd", "Deploys", "Golden", golden);
        var text = string.Join('\n', seen.Replace(app, "myapp", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()));
        // What the engine says of a build is its own, and changes with its version.
        text = Build().Replace(Changing().Replace(text, "…"), "remote:        …\n");
        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_UPDATE_GOLDEN") is not null)
        {
            await File.WriteAllTextAsync(place, text);
        }

        text.ShouldBe(await File.ReadAllTextAsync(place));
    }

    [GeneratedRegex(@"(?<=remote: -----> Building [^\n]*\n)(remote:        [^\n]*\n)+")]
    private static partial Regex Build();

    [GeneratedRegex(@"(?<=[Rr]un |runs watch )\d+|(?<=127\.0\.0\.1 port |localhost:|127\.0\.0\.1:)\d+|\b[0-9a-f]{12,64}\b|\b[0-9a-f]{7,8}(?=\.\.)|(?<=\.\.)[0-9a-f]{7,8}\b")]
    private static partial Regex Changing();
}
