using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Cli.Commands;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class SshKeysTests
{
    static readonly SshKeyView Key = new(3, "ann@laptop", "SHA256:abc", "ssh-ed25519 AAAA", "ann", Sample.Noon, null);

    [Theory]
    [InlineData("git-receive-pack '/shop.git'", "git-receive-pack", "shop")]
    [InlineData("git-receive-pack 'shop.git'", "git-receive-pack", "shop")]
    [InlineData("git-upload-pack '/shop-2'", "git-upload-pack", "shop-2")]
    [InlineData("git-upload-pack 'shop.git/'", "git-upload-pack", "shop")]
    public void What_git_asks_is_read(string command, string service, string app) => GitRequest.Parse(command).ShouldBe(new GitRequest(service, app));

    [Theory]
    [InlineData("203.0.113.7 51000 10.0.0.1 22", "203.0.113.7")]
    [InlineData("2001:db8::7 51000 2001:db8::1 22", "2001:db8::7")]
    [InlineData("203.0.113.7", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_address_is_the_one_that_sshd_has_seen(string? connection, string? address) => GitShellCommand.AddressIn(connection).ShouldBe(address);

    [Theory]
    [InlineData("git-receive-pack '../shop.git'")]
    [InlineData("git-receive-pack '/a/../shop.git'")]
    [InlineData("git-receive-pack '//shop.git'")]
    [InlineData("git-receive-pack '/shop.git' '/other.git'")]
    [InlineData("git-receive-pack /shop.git")]
    [InlineData("git-receive-pack \"/shop.git\"")]
    [InlineData("git-receive-pack '/shop.git'; id")]
    [InlineData("git-receive-pack '/shop.git'\n")]
    [InlineData("git-receive-pack '/$(id).git'")]
    [InlineData("git-receive-pack '/sh'\\''op.git'")]
    [InlineData("git-receive-pack '--help'")]
    [InlineData("git-receive-pack --upload-pack=id '/shop.git'")]
    [InlineData("git-receive-pack  '/shop.git'")]
    [InlineData(" git-receive-pack '/shop.git'")]
    [InlineData("git-upload-archive '/shop.git'")]
    [InlineData("git receive-pack '/shop.git'")]
    [InlineData("GIT-RECEIVE-PACK '/shop.git'")]
    [InlineData("scp -t /tmp")]
    [InlineData("id")]
    [InlineData("")]
    public void Anything_else_is_refused(string command) => Should.Throw<CliException>(() => GitRequest.Parse(command)).ExitCode.ShouldBe(3);

    [Fact]
    public void Without_a_command_there_is_no_shell() => Should.Throw<CliException>(() => GitRequest.Parse(null)).Message.ShouldBe("There is no shell here, only git.");

    [Theory]
    [InlineData("pdeploy", "restrict,command=\"pdeploy git-shell --key 3\" ssh-ed25519 AAAA ann@laptop")]
    [InlineData("/opt/it's \"x\"/pdeploy", "restrict,command=\"'/opt/it'\\''s \\\"x\\\"/pdeploy' git-shell --key 3\" ssh-ed25519 AAAA ann@laptop")]
    public void A_key_is_good_for_one_command(string program, string line) => SshKeyLine.Of(Key, program).ShouldBe(line);

    [Fact]
    public void A_program_of_two_lines_would_be_a_second_key() => Should.Throw<CliException>(() => SshKeyLine.Of(Key, "a\nb")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task A_key_is_read_from_standard_input_and_sent()
    {
        await using var cli = await CliRun.StartAsync();
        string? sent = null;
        cli.Server.On("POST", "/ssh-keys", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync(JsonSerializer.Serialize(Key, WireJson.Default.SshKeyView));
        });

        var result = await cli.RunAsync("ssh-keys add --name ann@laptop", "ssh-ed25519 AAAA x\n");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain("SHA256:abc");
        sent.ShouldBe("""{"key":"ssh-ed25519 AAAA x\n","name":"ann@laptop"}""");
    }

    [Fact]
    public async Task A_key_that_is_taken_away_is_shown_once_more()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/ssh-keys", new SshKeyPage([Key], null), WireJson.Default.SshKeyPage).On("DELETE", "/ssh-keys/3", Key, WireJson.Default.SshKeyView);

        (await cli.RunAsync("ssh-keys list")).Stdout.ShouldContain("SHA256:abc");
        cli.Stdout = new StringWriter();
        (await cli.RunAsync("ssh-keys remove 3 --json")).Json[0].GetProperty("fingerprint").GetString().ShouldBe("SHA256:abc");
    }

    [Fact]
    public async Task A_connection_that_asks_for_no_git_reaches_no_server()
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync("git-shell --key 3");

        (result.ExitCode, result.OneLine).ShouldBe((1, "pdeploy: There is no shell here, only git. Push with: git push ssh://<user>@<host>/<app>.git main"));
        cli.Server.Requests.ShouldBeEmpty();
    }
}
