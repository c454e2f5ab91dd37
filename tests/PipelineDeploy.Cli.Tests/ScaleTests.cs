using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Tests;

public sealed class ScaleTests
{
    static readonly ScaleView Scale = new("shop", [new ProcessScaleView("web", 2, "app", IsKnown: true), new ProcessScaleView("wroker", 1, "app", IsKnown: false)]);

    [Fact]
    public async Task Without_a_process_the_scale_is_shown()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/scale", Scale, WireJson.Default.ScaleView);

        var lines = (await cli.RunAsync("scale -a shop")).Stdout.Split('\n');

        lines[0].ShouldMatch("^PROCESS +INSTANCES +FROM");
        lines[1].ShouldMatch("^web +2 +app *$");
        lines[2].ShouldMatch("^wroker +1 +app; not in the Procfile *$");
    }

    [Theory]
    [InlineData("scale web=2 worker=1 -a shop", """{"processes":{"web":2,"worker":1},"noRestart":false}""")]
    [InlineData("scale worker=0 --no-restart -a shop", """{"processes":{"worker":0},"noRestart":true}""")]
    public async Task A_change_is_sent_as_the_API_wants_it(string commandLine, string body)
    {
        await using var cli = await CliRun.StartAsync();
        List<string> sent = [];
        cli.Server.On("PUT", "/apps/shop/scale", async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(Scale, WireJson.Default.ScaleView, "application/json");
        });

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldContain("web ");
        sent.Single().ShouldBe(body);
    }

    [Theory]
    [InlineData("scale web -a shop", "'web' does not say how many of which process")]
    [InlineData("scale web=two -a shop", "'web=two' does not say how many")]
    [InlineData("scale web=-1 -a shop", "'web=-1' does not say how many")]
    [InlineData("scale =2 -a shop", "'=2' does not say how many")]
    [InlineData("scale web=1 web=2 -a shop", "'web' stands there twice")]
    public async Task What_says_no_number_is_not_sent(string commandLine, string says)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldContain(says);
        cli.Server.Requests.ShouldBeEmpty();
    }
}
