using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Pipelines;

[Trait("Category", "Integration")]
public sealed class DryRunRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Path = "/api/v1/pipelines/dry-run";

    [Fact]
    public async Task A_dry_run_tells_the_order_and_the_times_with_the_apps_own_settings_and_starts_nothing()
    {
        await server.CreateAppAsync("rehearsed");
        (await server.SendAsync(HttpMethod.Put, "/api/v1/apps/rehearsed/settings/waitToRetire", """{"value":"7s"}""")).Status.ShouldBe(200);

        var told = (await AskAsync(BuiltInPipelines.Texts["blue-green"], "rehearsed")).Read(WireJson.Default.DryRunView);

        string.Join(' ', told.Steps.Select(step => step.Uses)).ShouldBe("build migrate start check switch run wait retire");
        told.Steps.Single(step => step.Uses == "migrate").Outcome.ShouldBe("open");
        var wait = told.Steps.Single(step => step.Uses == "wait");
        (wait.Outcome, wait.Takes, wait.Times.ShouldHaveSingleItem()).ShouldBe(("open", 7d, new StepTimeView("for", 7)));
        (told.Pipeline, told.Takes, told.IsWhole, told.Steps[^1].IsPivot).ShouldBe(("blue-green", 7d, false, true));
        (await server.SendAsync(HttpMethod.Get, "/api/v1/runs?app=rehearsed")).Read(WireJson.Default.RunPage).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Earlier_runs_of_the_app_tell_how_long_a_kind_of_step_takes()
    {
        const string text = "name: napped\nsteps:\n  - {uses: wait, with: {for: 1s}}\n  - {uses: approve, with: {timeout: 1ms, onTimeout: approve}}\n";
        await server.CreateAppAsync("napper");
        (await server.SendAsync(HttpMethod.Post, "/api/v1/pipelines", JsonSerializer.Serialize(new PublishPipeline(text), WireJson.Default.PublishPipeline))).Status.ShouldBe(201);
        using var body = new ByteArrayContent(Deploying.BrokenBuild());
        body.Headers.ContentType = new("application/x-tar");
        var accepted = await server.SendAsync(HttpMethod.Post, "/api/v1/apps/napper/deploys?pipeline=napped", body);
        (await server.EndOfAsync(accepted.Read(WireJson.Default.RunView).Id)).State.ShouldBe("succeeded");

        var told = (await AskAsync(text, "napper")).Read(WireJson.Default.DryRunView);

        told.IsWhole.ShouldBeTrue();
        told.Steps.Select(step => step.Wave).ShouldBe([1, 2]);
        told.Steps[1].Takes.ShouldNotBeNull().ShouldBeGreaterThan(0);
        told.Takes.ShouldBe(1 + told.Steps[1].Takes!.Value, 0.001);
    }

    [Fact]
    public async Task What_the_run_is_given_decides_what_is_skipped()
    {
        const string text =
            """
            name: chosen
            inputs: {canary: {type: boolean, default: false}, hosts: {type: list, required: true, description: Where to.}}
            steps:
              - {uses: wait, if: inputs.canary, with: {for: 1s}}
              - {id: tell, uses: wait, foreach: '${{ inputs.hosts }}', with: {for: 1s}}
            """;
        await server.CreateAppAsync("chooser");

        var told = (await AskAsync(text, "chooser", """{"hosts":"eu,us"}""")).Read(WireJson.Default.DryRunView);

        told.Steps.Select(step => (step.Id, step.Outcome)).ShouldBe([("wait", "skipped"), ("tell--0", "runs"), ("tell--1", "runs")]);
        told.Inputs.ShouldBe([new PipelineInputView("canary", "boolean", false, "false", null), new PipelineInputView("hosts", "list", true, null, "Where to.")]);
        (await AskAsync(text, "chooser")).ShouldBeProblem(400, "run.badInput").Errors.ShouldNotBeNull().Keys.ShouldBe(["inputs.hosts"]);
    }

    [Theory]
    [InlineData("""{"text":"name: x\nsteps: []","app":"dry"}""", 400, "pipeline.invalid")]
    [InlineData("""{"text":"name: x\nsteps: [{uses: wait, with: {for: 1s}}]","app":"nobody"}""", 404, "app.notFound")]
    [InlineData("""{"text":"name: x\nsteps: [{uses: wait, with: {for: 1s}}]","app":"a\u0000b"}""", 404, "app.notFound")]
    [InlineData("""{"text":"name: x\nsteps: [{uses: wait, with: {for: 1s}}]","app":"dry","inputs":{"colour":"blue"}}""", 400, "run.badInput")]
    [InlineData("""{"text":"name: x\ninputs: {waitToRetire: {}}\nsteps: [{uses: wait, with: {for: 1s}}]","app":"dry","inputs":{"waitToRetire":"soon"}}""", 400, "setting.badValue")]
    [InlineData("""{"text":"name: x"}""", 400, "request.missingField")]
    [InlineData("""{"text":"name: x","app":null}""", 400, "request.badField")]
    public async Task What_cannot_be_planned_is_refused(string json, int status, string code)
    {
        if ((await server.SendAsync(HttpMethod.Get, "/api/v1/apps/dry")).Status == 404)
        {
            await server.CreateAppAsync("dry");
        }

        (await server.SendAsync(HttpMethod.Post, Path, json)).ShouldBeProblem(status, code).Hint.ShouldNotBeNull();
    }

    Task<Answer> AskAsync(string text, string app, string? inputs = null) => server.SendAsync(
        HttpMethod.Post, Path, $$"""{"text":{{JsonSerializer.Serialize(text)}},"app":"{{app}}","inputs":{{inputs ?? "null"}}}""");
}
