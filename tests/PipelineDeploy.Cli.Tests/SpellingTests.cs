using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class SpellingTests
{
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

    [Theory]
    [InlineData("config:set A", "config set A")]
    [InlineData("-a shop config:set A", "-a shop config set A")]
    [InlineData("--app shop --quiet checks:run", "--app shop --quiet checks run")]
    [InlineData("ps:scale web=2", "ps scale web=2")]
    [InlineData("deploy a:b", "deploy a:b")]
    [InlineData("http://x", "http://x")]
    public void A_colon_parts_the_first_word_only(string typed, string understood) =>
        string.Join(' ', CliProgram.DokkuSpelling(typed.Split(' '))).ShouldBe(understood);
}
