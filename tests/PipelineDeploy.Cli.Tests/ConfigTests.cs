using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Tests;

public sealed class ConfigTests
{
    [Theory]
    [InlineData("config set KEY -a shop", "geheim\n", """{"set":{"KEY":"geheim"},"unset":null,"noRestart":false}""")]
    [InlineData("config set KEY -a shop", "two\nlines", """{"set":{"KEY":"two\nlines"},"unset":null,"noRestart":false}""")]
    [InlineData("config set KEY --file key.txt -a shop", "", """{"set":{"KEY":"from a file"},"unset":null,"noRestart":false}""")]
    [InlineData("config:set --plain LOG=debug EMPTY= A=b=c -a shop", "", """{"set":{"LOG":"debug","EMPTY":"","A":"b=c"},"unset":null,"noRestart":false}""")]
    [InlineData("config unset A --no-restart -a shop", "", """{"set":null,"unset":["A"],"noRestart":true}""")]
    [InlineData("config unset A B -a shop", "", """{"set":null,"unset":["A","B"],"noRestart":false}""")]
    public async Task A_change_is_sent_as_the_API_wants_it(string commandLine, string stdin, string body)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("key.txt", "from a file\r\n");
        var sent = Answers(cli, "PATCH", "/apps/shop/config", new ConfigChangeView("shop", ["KEY"], ["OLD"], [new SettingView("port", "80", "app", "")]));

        var result = await cli.RunAsync(commandLine, stdin);

        (result.ExitCode, result.Stdout).ShouldBe((0, "KEY of shop is set\nOLD of shop is gone\nthe setting port of shop is 80 (app)\n"), result.Stderr);
        sent.Single().ShouldBe(body);
    }

    [Theory]
    [InlineData("config import -a shop", "")]
    [InlineData("config import .env -a shop", "")]
    [InlineData("config import - -a shop", "A=1\n")]
    public async Task A_file_is_sent_as_it_is(string commandLine, string stdin)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write(".env", "A=1\n");
        var sent = Answers(cli, "POST", "/apps/shop/config/import", new ConfigChangeView("shop", [], [], []));

        var result = await cli.RunAsync(commandLine, stdin);

        (result.ExitCode, result.Stdout).ShouldBe((0, "shop has these values already; nothing was changed\n"), result.Stderr);
        sent.Single().ShouldBe("""{"text":"A=1\n","noRestart":false}""");
    }

    [Theory]
    [InlineData("config set KEY=geheim -a shop", "Pipe it in: pdeploy config set KEY < file; or say that it is no secret: --plain")]
    [InlineData("config set A B -a shop", "For many: pdeploy config import <file>")]
    [InlineData("config set --plain A -a shop", "Write each as NAME=value.")]
    [InlineData("config set --plain A=geheim A=2 -a shop", "Write each as NAME=value.")]
    [InlineData("config set A --file nowhere -a shop", "Cannot read nowhere")]
    [InlineData("config import nowhere -a shop", "Cannot read nowhere")]
    public async Task What_cannot_be_sent_is_told_without_the_value_and_nothing_is_sent(string commandLine, string says)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync(commandLine, "x");

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldContain(says);
        result.OneLine.ShouldNotContain("geheim");
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_tells_names_and_who_set_them()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/config", [new ConfigVariableView("KEY", "ada", Contracts.Tests.Sample.Noon)], WireJson.Default.IReadOnlyListConfigVariableView);

        var lines = (await cli.RunAsync("config list -a shop")).Stdout.Split('\n');

        lines[0].ShouldMatch("^VARIABLE +SET BY +AT");
        lines[1].ShouldMatch("^KEY +ada +2026-03-01 ");
    }

    [Theory]
    [InlineData("config get KEY -a shop", "a\nb\n")]
    [InlineData("config get KEY -a shop --json", "{\"name\":\"KEY\",\"value\":\"a\\nb\"}\n")]
    public async Task A_value_is_printed_as_it_is(string commandLine, string output)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/config/KEY", new ConfigValue("KEY", "a\nb"), WireJson.Default.ConfigValue);

        (await cli.RunAsync(commandLine)).Stdout.ShouldBe(output);
    }

    static List<string> Answers(CliRun cli, string method, string path, ConfigChangeView answer)
    {
        List<string> sent = [];
        cli.Server.On(method, path, async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(answer, WireJson.Default.ConfigChangeView, "application/json");
        });
        return sent;
    }
}
