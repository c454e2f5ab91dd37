using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class GitTests
{
    static readonly GitAccessView Access = new("git.example.com", "token", "git", "ann", Sample.Noon);

    [Theory]
    [InlineData("deploy -a shop --git https://git.example.com/shop.git --ref v1", "?git=https%3A%2F%2Fgit.example.com%2Fshop.git&ref=v1")]
    [InlineData("deploy -a shop --git git@git.example.com:shop.git", "?git=git%40git.example.com%3Ashop.git")]
    [InlineData("deploy -a shop --ref main --pipeline canary", "?pipeline=canary&ref=main")]
    [InlineData("deploy -a shop --rebuild", "?rebuild=true")]
    public async Task A_repository_or_what_serves_is_named_and_no_folder_is_sent(string commandLine, string query)
    {
        await using var cli = await CliRun.StartAsync();
        string? asked = null;
        cli.Server.On("POST", "/apps/shop/deploys", async context =>
        {
            asked = context.Request.QueryString.Value;
            context.Response.StatusCode = 202;
            var run = Sample.Run("queued") with { Git = new RunGitView("https://git.example.com/shop.git", "v1", "0123456789") };
            await context.Response.WriteAsync(JsonSerializer.Serialize(run, WireJson.Default.RunView));
        });

        var result = await cli.RunAsync($"{commandLine} --detach");

        (result.ExitCode, result.Stdout, asked).ShouldBe((0, "12\n", query), result.Stderr);
        result.Stderr.ShouldContain("it builds https://git.example.com/shop.git at v1, commit 0123456789");
    }

    [Theory]
    [InlineData("deploy . -a shop --git https://x/y", "--git and --ref deploy a repository, and a folder is given too.")]
    [InlineData("deploy -a shop --image a --ref main", "--image deploys an image, and --git and --ref deploy a repository too.")]
    [InlineData("deploy -a shop --rebuild --ref main", "--git and --ref deploy a repository, and --rebuild deploys what serves too.")]
    [InlineData("deploy -a shop --rebuild --input a=b", "--rebuild takes the pipeline and the inputs")]
    [InlineData("git-access set git.example.com -a shop", "No token was given.")]
    [InlineData("git-access set git.example.com --known-hosts x -a shop", "--known-hosts goes with --key.")]
    [InlineData("git-access set git.example.com --key x -a shop", "A key needs --known-hosts.")]
    [InlineData("git-access set git.example.com --key x --known-hosts y --user z -a shop", "--user goes with a token")]
    [InlineData("git-access set git.example.com --key nowhere --known-hosts y -a shop", "Cannot read nowhere")]
    public async Task What_cannot_be_meant_is_told_and_nothing_is_sent(string commandLine, string says)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldContain(says);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("git-access set git.example.com -a shop", "T0KEN\n", """{"token":"T0KEN","user":null,"key":null,"knownHosts":null}""")]
    [InlineData("git-access set git.example.com --user ann -a shop", "T0KEN", """{"token":"T0KEN","user":"ann","key":null,"knownHosts":null}""")]
    [InlineData("git-access set git.example.com --key id --known-hosts hosts -a shop", "", """{"token":null,"user":null,"key":"a key","knownHosts":"some hosts"}""")]
    public async Task A_sign_in_is_sent_and_its_secret_is_not_shown(string commandLine, string stdin, string body)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("id", "a key");
        cli.Write("hosts", "some hosts");
        string? sent = null;
        cli.Server.On("PUT", "/apps/shop/git-access/git.example.com", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            await context.Response.WriteAsync(JsonSerializer.Serialize(Access, WireJson.Default.GitAccessView));
        });

        var result = await cli.RunAsync(commandLine, stdin);

        (result.ExitCode, sent).ShouldBe((0, body), result.Stderr);
        result.Stdout.ShouldContain("git.example.com");
        (result.Stdout + result.Stderr).ShouldNotContain("T0KEN");
    }

    [Theory]
    [InlineData("git-access list -a shop")]
    [InlineData("git-access unset git.example.com -a shop")]
    public async Task Sign_ins_are_listed_as_a_table_or_as_json(string commandLine)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/git-access", [Access], WireJson.Default.IReadOnlyListGitAccessView)
            .On("DELETE", "/apps/shop/git-access/git.example.com", [Access], WireJson.Default.IReadOnlyListGitAccessView);

        (await cli.RunAsync($"{commandLine} --json")).Json[0].GetProperty("host").GetString().ShouldBe("git.example.com");
        (await cli.RunAsync(commandLine)).Stdout.ShouldContain("ann");
    }
}
