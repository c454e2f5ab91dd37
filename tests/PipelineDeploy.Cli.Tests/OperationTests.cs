using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class OperationTests
{
    [Theory]
    [InlineData("ok", 0)]
    [InlineData("warning", 0)]
    [InlineData("failed", 1)]
    public async Task The_doctor_ends_with_1_only_when_something_does_not_work(string level, int exitCode)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/doctor", [new FindingView("docker", "ok", "Docker 28 answers", null), new FindingView("disk", level, "4.0 GiB are free", "pdeploy gc --dry-run")], WireJson.Default.IReadOnlyListFindingView);

        var result = await cli.RunAsync("doctor");

        result.ExitCode.ShouldBe(exitCode);
        var gap = new string(' ', level.Length);
        result.Stdout.Split('\n').Select(line => line.TrimEnd()).ShouldBe(
            [$"PART   {"IS".PadRight(level.Length)} FOUND", $"docker {"ok".PadRight(level.Length)} Docker 28 answers", $"disk   {level} 4.0 GiB are free", $"       {gap} pdeploy gc --dry-run", ""]);
    }

    [Theory]
    [InlineData("gc", false, "DONE", "At most 1.0 GiB freed; layers that other images share stay.")]
    [InlineData("gc --dry-run", true, "WOULD", "At most 1.0 GiB would be freed; layers that other images share stay.")]
    public async Task Collecting_tells_what_is_gone_or_would_be(string commandLine, bool dryRun, string heading, string sum)
    {
        await using var cli = await CliRun.StartAsync();
        List<string> sent = [];
        cli.Server.On("POST", "/gc", async context =>
        {
            sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(
                new GarbageView(dryRun, [new GarbageItem("image", "pipelinedeploy/shop:v1", "remove")], 1L << 30), WireJson.Default.GarbageView, "application/json");
        });

        var result = await cli.RunAsync(commandLine);

        sent.ShouldBe([$$"""{"dryRun":{{(dryRun ? "true" : "false")}}}"""]);
        result.Stdout.Split('\n')[0].TrimEnd().ShouldEndWith(heading);
        result.Stdout.ShouldContain("pipelinedeploy/shop:v1");
        result.Stderr.ShouldContain(sum);
    }

    [Fact]
    public async Task Nothing_to_collect_is_said()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/gc", new GarbageView(false, [], 0), WireJson.Default.GarbageView);

        (await cli.RunAsync("gc")).ShouldSatisfyAllConditions(result => result.Stdout.ShouldBeEmpty(), result => result.Stderr.ShouldContain("Nothing is to be done away with."));
    }

    [Fact]
    public async Task Of_a_server_that_is_gone_it_is_said_that_it_is_dead()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/nodes", [new NodeView("a-1", "a", "0.1.0", null, 1L << 30, 1L << 32, Sample.Noon, Sample.Noon, false, 2)], WireJson.Default.IReadOnlyListNodeView);

        var row = (await cli.RunAsync("nodes")).Stdout.Split('\n')[1];

        row.ShouldContain("does not answer");
        row.TrimEnd().ShouldEndWith("(dead)");
    }
}
