using PipelineDeploy.Contracts;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class RetryRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Pipeline =
        """
        name: retried
        steps:
          - id: tests
            uses: wait-for-signal
          - id: may-we
            uses: approve
            with: { notAuthor: true }
            onFailure: stop
        """;

    [Fact]
    public async Task A_run_that_failed_goes_on_as_a_new_one_with_what_was_done()
    {
        var first = await RejectedAsync("goes-on");

        var answer = await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{first}/retry");

        answer.Status.ShouldBe(202, answer.Body);
        var second = answer.Read(WireJson.Default.RunView);
        answer.Headers.Location!.ToString().ShouldBe($"/api/v1/runs/{second.Id}");
        (second.RetryOf, second.Trigger, second.Actor).ShouldBe((first, "retry", "admin"));
        second.Steps[0].State.ShouldBe("succeeded");
        await ReachesAsync(second.Id, RunState.Waiting);
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{second.Id}/approve")).ShouldBeProblem(403, "approval.ownRun");
        (await ShowAsync(second.Id)).Steps[1].Approval!.NotBy.ShouldBe(["tester", "admin"]);
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{first}/retry")).ShouldBeProblem(409, "run.notNewest");
    }

    [Fact]
    public async Task From_an_earlier_step_it_is_done_again()
    {
        var first = await RejectedAsync("from-earlier");

        var second = (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{first}/retry", """{"from":"tests"}""")).Read(WireJson.Default.RunView);
        await ReachesAsync(second.Id, RunState.Waiting);

        (await ShowAsync(second.Id)).Steps[0].State.ShouldBe("waiting");
    }

    [Theory]
    [InlineData("{", 400, "request.badJson")]
    [InlineData("""{"from":7}""", 400, "request.badField")]
    [InlineData("""{"from":"nope"}""", 400, "run.unknownStep")]
    public async Task What_cannot_be_retried_from_is_told(string body, int status, string code)
    {
        var run = await RejectedAsync($"bad-{Guid.CreateVersion7():N}");

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/retry", body)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_run_that_is_not_there_that_goes_on_or_that_succeeded_is_not_retried()
    {
        var waiting = await StartAsync("waiting");

        (await server.SendAsync(HttpMethod.Post, "/api/v1/runs/999999/retry")).ShouldBeProblem(404, "run.notFound");
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{waiting}/retry")).ShouldBeProblem(409, "run.notRetryable").Title!.ShouldContain("has not ended yet");
        await PassTestsAsync(waiting);
        await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{waiting}/cancel");
        (await server.EndOfAsync(waiting)).State.ShouldBe("cancelled");
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{waiting}/retry", """{"from":"may-we"}""")).Status.ShouldBe(202);
    }

    async Task<long> RejectedAsync(string subject)
    {
        var run = await StartAsync(subject);
        await PassTestsAsync(run);
        await Eventually.SeeAsync(() => ShowAsync(run), seen => seen.Steps[1].State == "waiting", $"run {run} asks", TimeSpan.FromSeconds(30));
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/reject")).Status.ShouldBe(202);
        (await server.EndOfAsync(run)).State.ShouldBe("failed");
        return run;
    }

    async Task<long> StartAsync(string subject)
    {
        var definition = PipelineLoader.Load(Pipeline, server.Get<StepCatalog>().Kinds);
        var run = await server.Get<IRunStore>().CreateAsync(new NewRun(subject, definition, [], "test", "tester"), default);
        return run.Id;
    }

    async Task PassTestsAsync(long run) => (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/signals/tests")).Status.ShouldBe(202);

    Task ReachesAsync(long run, RunState state) => Eventually.SeeAsync(
        () => server.Get<IRunStore>().FindAsync(run, default), seen => seen!.State == state, $"run {run} is {state}", TimeSpan.FromSeconds(30));

    async Task<RunView> ShowAsync(long run) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}")).Read(WireJson.Default.RunView);
}
