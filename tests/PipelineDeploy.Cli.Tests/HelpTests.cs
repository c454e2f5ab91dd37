using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("login")]
    [InlineData("logout")]
    [InlineData("whoami")]
    [InlineData("apps")]
    [InlineData("apps list")]
    [InlineData("apps create")]
    [InlineData("apps show")]
    [InlineData("deploy")]
    [InlineData("swap")]
    [InlineData("runs")]
    [InlineData("runs list")]
    [InlineData("runs show")]
    [InlineData("runs watch")]
    [InlineData("runs logs")]
    [InlineData("runs cancel")]
    [InlineData("status")]
    [InlineData("logs")]
    [InlineData("scale")]
    [InlineData("settings")]
    [InlineData("settings list")]
    [InlineData("settings set")]
    [InlineData("settings unset")]
    [InlineData("import")]
    [InlineData("import dokku")]
    [InlineData("import gokku")]
    [InlineData("domains")]
    [InlineData("domains list")]
    [InlineData("domains add")]
    [InlineData("domains remove")]
    [InlineData("domains set")]
    [InlineData("domains clear")]
    [InlineData("certs")]
    [InlineData("certs list")]
    [InlineData("certs add")]
    [InlineData("certs remove")]
    [InlineData("maintenance")]
    [InlineData("maintenance on")]
    [InlineData("maintenance off")]
    [InlineData("maintenance status")]
    [InlineData("git-access")]
    [InlineData("git-access list")]
    [InlineData("git-access set")]
    [InlineData("git-access unset")]
    [InlineData("hooks")]
    [InlineData("hooks list")]
    [InlineData("hooks create")]
    [InlineData("hooks show")]
    [InlineData("hooks change")]
    [InlineData("hooks status")]
    [InlineData("hooks delete")]
    [InlineData("hooks test")]
    [InlineData("hooks deliveries")]
    [InlineData("hooks redeliver")]
    [InlineData("ssh-keys")]
    [InlineData("ssh-keys list")]
    [InlineData("ssh-keys add")]
    [InlineData("ssh-keys remove")]
    [InlineData("ssh-keys authorized-keys")]
    [InlineData("git-shell")]
    [InlineData("checks")]
    [InlineData("checks validate")]
    [InlineData("checks run")]
    [InlineData("runs override")]
    [InlineData("schedules")]
    [InlineData("schedules list")]
    [InlineData("schedules create")]
    [InlineData("schedules change")]
    [InlineData("schedules delete")]
    [InlineData("windows")]
    [InlineData("windows list")]
    [InlineData("windows create")]
    [InlineData("windows delete")]
    [InlineData("doctor")]
    [InlineData("nodes")]
    [InlineData("gc")]
    [InlineData("freezes")]
    [InlineData("freezes list")]
    [InlineData("freezes create")]
    [InlineData("freezes delete")]
    [InlineData("users")]
    [InlineData("users list")]
    [InlineData("users create")]
    [InlineData("users set-role")]
    [InlineData("users set-password")]
    [InlineData("users disable")]
    [InlineData("users enable")]
    [InlineData("users password")]
    [InlineData("tokens")]
    [InlineData("tokens list")]
    [InlineData("tokens create")]
    [InlineData("tokens revoke")]
    [InlineData("audit")]
    [InlineData("sign-in-link")]
    [InlineData("version")]
    [InlineData("api")]
    public async Task Every_command_has_an_example_and_asks_no_server(string command)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync($"{command} --help");

        result.ExitCode.ShouldBe(0);
        result.Stderr.ShouldBeEmpty();
        result.Stdout.ShouldContain("Example");
        result.Stdout.ShouldContain($"  pdeploy {command}");
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_arguments_it_shows_what_there_is()
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync("");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain("deploy");
    }

    [Fact]
    public async Task The_words_of_dokku_work()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/apps", Sample.App("x"), Contracts.WireJson.Default.AppView, 201);

        (await cli.RunAsync("apps:create x")).ExitCode.ShouldBe(0);
    }
}
