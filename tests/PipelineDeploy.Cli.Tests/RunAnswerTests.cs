using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class RunAnswerTests
{
    [Theory]
    [InlineData("runs approve 12 --comment fine --step may-we", "/runs/12/approve", """{"step":"may-we","comment":"fine"}""", "you approved run 12 of shop\n")]
    [InlineData("runs reject 12", "/runs/12/reject", """{"step":null,"comment":null}""", "you rejected run 12 of shop\n")]
    [InlineData("runs signal 12 go --id ci-7 --payload [1]", "/runs/12/signals/go", """{"id":"ci-7","payload":[1]}""", "run 12 of shop has the signal go\n")]
    [InlineData("runs retry 12 --from check", "/runs/12/retry", """{"from":"check"}""", "run 12 of shop goes on with run 12\n")]
    public async Task An_answer_is_sent_as_the_API_wants_it(string commandLine, string path, string body, string says)
    {
        await using var cli = await CliRun.StartAsync();
        var sent = "";
        cli.Server.On("POST", path, async context =>
        {
            sent = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Response.StatusCode = 202;
            await context.Response.WriteAsJsonAsync(Sample.Run("waiting"), WireJson.Default.RunView, "application/json");
        });

        var result = await cli.RunAsync(commandLine);

        (result.ExitCode, result.Stdout).ShouldBe((0, says), result.Stderr);
        sent.ShouldBe(body);
    }

    [Fact]
    public async Task An_answer_that_is_refused_says_why()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.Refuses("POST", "/runs/12/approve", 409, "approval.notWaiting", "Run 12 waits for nobody's approval now", "See where it stands.");

        var result = await cli.RunAsync("runs approve 12");

        result.OneLine.ShouldBe("pdeploy: Run 12 waits for nobody's approval now. See where it stands.");
        result.ExitCode.ShouldBe(5);
    }

    [Fact]
    public async Task With_json_an_answer_prints_the_run()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/runs/12/approve", Sample.Run("waiting"), WireJson.Default.RunView, 202);

        (await cli.RunAsync("runs approve 12 --json")).Json.GetProperty("state").GetString().ShouldBe("waiting");
    }

    [Fact]
    public async Task A_run_shows_who_answered_what()
    {
        await using var cli = await CliRun.StartAsync();
        var asked = new ApprovalView("Ship it?", 2, [], [], true, [new VoteView("bob", "approved", "fine", Sample.Noon), new VoteView("cleo", "rejected", null, Sample.Noon)]);
        cli.Server.On("GET", "/runs/12", Sample.Run("waiting", null, Sample.Step("may-we", "waiting") with { Approval = asked }), WireJson.Default.RunView);

        var lines = (await cli.RunAsync("runs show 12")).Stdout.Split('\n');

        lines[1].ShouldMatch("^    bob approved at 2026-03-01 ..:..:00: fine$");
        lines[2].ShouldMatch("^    cleo rejected at 2026-03-01 ..:..:00$");
    }
}
