using System.Text.RegularExpressions;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>Real git pushes to the real server; what people see of it is compared line by line.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed partial class GitPushTests(DeployStack stack)
{
    [Fact]
    public async Task Pushes_over_HTTP_and_SSH_deploy_or_are_rejected_and_read_as_people_know_it()
    {
        var app = await stack.NewAppAsync("pushed", waitToRetire: "5m");
        var folder = await RepositoryAsync(stack.Source("hello", ("www/index.html", "pushed by git"), ("CHECKS", "WAIT=0.1\nATTEMPTS=2\n/  pushed by\n")));
        await using var ssh = new SshServer();
        await StartAsync(ssh);

        var first = await PushAsync(folder, app);
        await CommitAsync(folder, "something else");
        var failed = await PushAsync(folder, app);
        var failedBySsh = await PushAsync(folder, app, ssh);
        await CommitAsync(folder, "pushed by ssh");
        var bySsh = await PushAsync(folder, app, ssh);

        new[] { first, failed, failedBySsh, bySsh }.Select(push => push.ExitCode).ShouldBe([0, 1, 1, 0], first.Error + failed.Error + failedBySsh.Error + bySsh.Error);
        await ShouldReadAsync(app, first.Error, "push-succeeds.txt");
        await ShouldReadAsync(app, failed.Error, "push-fails.txt");
        await ShouldReadAsync(app, failedBySsh.Error, "push-over-ssh-fails.txt");
        await ShouldReadAsync(app, bySsh.Error, "push-over-ssh-succeeds.txt");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("pushed by ssh");
        // The last push did not wait for the old container, which is still there.
        (await stack.Client.ListRunsAsync(app)).Items.Select(run => (run.State, run.Trigger)).ShouldBe([("waiting", "git"), ("rolledBack", "git"), ("rolledBack", "git"), ("succeeded", "git")]);
        // Git has its answer before the server is done with the request.
        var pushes = await Eventually.SeeAsync(
            async () => (await stack.Client.ListAuditAsync(app)).Items.Where(entry => entry.What.Contains("/ssh-keys/", StringComparison.Ordinal)).ToList(), seen => seen.Count == 2, "both pushes over SSH are in the audit");
        (pushes[0].Address, pushes[0].Details?.GetProperty("sshKey").GetString()).ShouldBe(("127.0.0.1", "ann@laptop"));
        pushes[0].Details!.Value.GetProperty("refs/heads/main").GetProperty("after").GetString().ShouldBe(await GitCommand.RunAsync(folder, "rev-parse", "HEAD"));
        (await GitCommand.RunAsync(folder, "ls-remote", await AddressAsync(app), "refs/heads/main")).ShouldStartWith(await GitCommand.RunAsync(folder, "rev-parse", "HEAD"));
    }

    // As docs/git-push.md tells people to.
    async Task StartAsync(SshServer ssh)
    {
        await ssh.MakeKeysAsync();
        (await stack.CliAsync("ssh-keys", "add", ssh.PublicKeyFile)).ExitCode.ShouldBe(0);
        var (exitCode, keys, errors) = await stack.CliAsync("ssh-keys", "authorized-keys", "--program", ssh.Program(stack.Server.Address.ToString(), stack.TokenFile));
        exitCode.ShouldBe(0, errors);
        await ssh.StartAsync(keys + "\n");
    }

    async Task<string> AddressAsync(string app) =>
        $"http://any:{(await File.ReadAllTextAsync(stack.TokenFile)).Trim()}@127.0.0.1:{stack.Server.Address.Port}/{app}.git";

    async Task<(int ExitCode, string Output, string Error)> PushAsync(string folder, string app, SshServer? ssh = null) => ssh is null
        ? await GitCommand.TryAsync(folder, "push", await AddressAsync(app), "main")
        : await GitCommand.TryAsync(folder, "-c", $"core.sshCommand={ssh.Command}", "push", SshServer.Address(app), "main");

    static async Task<string> RepositoryAsync(string folder)
    {
        await GitCommand.RunAsync(folder, "init", "--quiet", "--initial-branch=main");
        await CommitAsync(folder, "pushed by git");
        return folder;
    }

    static async Task CommitAsync(string folder, string content)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "www", "index.html"), content);
        await GitCommand.RunAsync(folder, "add", "--all");
        await GitCommand.RunAsync(folder, "commit", "--quiet", "--message", "change");
    }

    static async Task ShouldReadAsync(string app, string seen, string golden)
    {
        var place = Path.Combine(Repository.Root, "tests", "PipelineDeploy.EndToEnd", "Deploys", "Golden", golden);
        var text = string.Join('\n', seen.Replace(app, "myapp", StringComparison.Ordinal).Replace($"{Environment.UserName}@", "git@", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()));
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
