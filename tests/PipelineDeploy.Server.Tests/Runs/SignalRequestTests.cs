using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class SignalRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string TwoApprovals =
        """
        name: asking
        steps:
          - id: may-we
            uses: approve
            with: { approvals: 2, from: [admin, bob, cleo], notAuthor: true, message: Ship it? }
        """;

    const string AnyApproval = "{ name: asking, steps: [{ uses: approve }] }";

    [Fact]
    public async Task Two_people_approve_and_the_run_says_who_and_why()
    {
        var run = await WaitingAsync("two", TwoApprovals, actor: "admin");
        var (bob, cleo) = (await TokenAsync("bob"), await TokenAsync("cleo"));

        var first = await PostAsync(bob, $"{run}/approve", """{"comment":"looks good"}""");
        var again = await PostAsync(bob, $"{run}/approve", "{}");
        await PostAsync(cleo, $"{run}/approve");

        (first.Status, again.Status).ShouldBe((202, 202), first.Body + again.Body);
        first.Headers.Location!.ToString().ShouldBe($"/api/v1/runs/{run}");
        var asked = first.Read(WireJson.Default.RunView).Steps[0].Approval.ShouldNotBeNull();
        (asked.Message, asked.Needed, asked.IsOpen).ShouldBe(("Ship it?", 2, true));
        asked.From.ShouldBe(["admin", "bob", "cleo"]);
        asked.NotBy.ShouldBe(["admin"]);
        var end = await server.EndOfAsync(run);
        end.State.ShouldBe("succeeded");
        end.Steps[0].Approval!.Votes.Select(vote => (vote.Actor, vote.Verdict, vote.Comment)).ShouldBe([("bob", "approved", "looks good"), ("cleo", "approved", null)]);
        end.Steps[0].Approval!.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task A_rejection_ends_the_run_with_who_and_why()
    {
        var run = await WaitingAsync("rejected", AnyApproval);

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/reject", """{"comment":"not today"}""")).Status.ShouldBe(202);

        var error = (await server.EndOfAsync(run)).Error.ShouldNotBeNull();
        (error.Code, error.Message).ShouldBe(("approval.rejected", "admin rejected it: not today"));
    }

    [Fact]
    public async Task Nobody_approves_their_own_run_and_nobody_who_was_not_asked()
    {
        var run = await WaitingAsync("own", TwoApprovals, actor: "admin");

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/approve")).ShouldBeProblem(403, "approval.ownRun").Title!.ShouldContain("'admin'");
        (await PostAsync(await TokenAsync("mallory"), $"{run}/approve")).ShouldBeProblem(403, "approval.notAsked").Hint!.ShouldContain("bob, cleo");
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}")).Read(WireJson.Default.RunView).Steps[0].Approval!.Votes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signal_wakes_the_step_that_waits_for_it_and_the_same_id_is_one_signal()
    {
        var run = await WaitingAsync("signal", "{ name: signalled, steps: [{ id: tests, uses: wait-for-signal }] }");
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}")).Read(WireJson.Default.RunView).Steps[0].Signal.ShouldBe("tests");

        var first = await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/signals/tests", """{"id":"ci-7","payload":{"passed":true}}""");
        var end = await server.EndOfAsync(run);
        var late = await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/signals/tests", """{"id":"ci-7","payload":{"passed":true}}""");
        var other = await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/signals/tests", """{"id":"ci-8"}""");

        (first.Status, end.State, late.Status).ShouldBe((202, "succeeded", 202));
        other.ShouldBeProblem(409, "run.finished");
        (await server.Get<IRunStore>().ReadJournalAsync(run, 0, default)).Select(entry => entry.Event).OfType<JournalEvent.SignalReceived>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("999999/approve", "{}", 404, "run.notFound")]
    [InlineData("999999/reject", "{}", 404, "run.notFound")]
    [InlineData("999999/signals/go", "{}", 404, "run.notFound")]
    [InlineData("x/approve", "{}", 404, "request.unknownPath")]
    [InlineData("{run}/approve", "{", 400, "request.badJson")]
    [InlineData("{run}/approve", "[]", 400, "request.badJson")]
    [InlineData("{run}/approve", """{"comment":7}""", 400, "request.badField")]
    [InlineData("{run}/approve", """{"step":"nope"}""", 400, "approval.unknownStep")]
    [InlineData("{run}/signals/go", "{", 400, "request.badJson")]
    [InlineData("{run}/signals/go", """{"id":7}""", 400, "request.badField")]
    [InlineData("{run}/signals/go", """{"id":""}""", 400, "signal.badId")]
    [InlineData("{run}/signals/Go", "{}", 400, "signal.badName")]
    [InlineData("{run}/signals/go", """{"payload":{"a":["\ud800"]}}""", 400, "signal.badText")]
    [InlineData("{run}/signals/go", """{"payload":{"\udc00":1}}""", 400, "signal.badText")]
    [InlineData("{run}/signals/approve:approve", """{"payload":{"approves":true}}""", 400, "signal.badName")]
    public async Task What_cannot_be_taken_is_told(string path, string body, int status, string code)
    {
        var run = await WaitingAsync($"bad-{Guid.CreateVersion7():N}", AnyApproval);

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{path.Replace("{run}", $"{run}")}", body)).ShouldBeProblem(status, code);
    }

    [Theory]
    [InlineData(17 * 1024, "signal.tooLarge")]
    [InlineData(70 * 1024, "request.refused")]
    public async Task A_payload_that_is_too_large_is_refused(int bytes, string code)
    {
        var run = await WaitingAsync($"large-{bytes}", AnyApproval);

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/signals/go", $$"""{"payload":"{{new string('x', bytes)}}"}""")).ShouldBeProblem(413, code);
    }

    [Fact]
    public async Task A_run_that_does_not_ask_and_one_that_has_ended_cannot_be_approved()
    {
        var run = await WaitingAsync("not-asking", "{ name: signalled, steps: [{ id: tests, uses: wait-for-signal }] }");

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/approve")).ShouldBeProblem(409, "approval.notWaiting");
        await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/cancel");
        await server.EndOfAsync(run);
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/approve")).ShouldBeProblem(409, "run.finished");
    }

    async Task<long> WaitingAsync(string subject, string pipeline, string actor = "tester")
    {
        var definition = PipelineLoader.Load(pipeline, server.Get<StepCatalog>().Kinds);
        var run = await server.Get<IRunStore>().CreateAsync(new NewRun(subject, definition, [], "test", actor), default);
        await Eventually.SeeAsync(
            () => server.Get<IRunStore>().FindAsync(run.Id, default), seen => seen!.State == RunState.Waiting, $"run {run.Id} waits", TimeSpan.FromSeconds(30));
        return run.Id;
    }

    // A token cannot be read again, so each test that needs a person of that name gets a new one.
    async Task<string> TokenAsync(string name)
    {
        await server.Database.ColumnAsync<long>($"delete from tokens where name = '{name}' returning id");
        return (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer(name), default)).ShouldNotBeNull().Token;
    }

    async Task<Answer> PostAsync(string token, string path, string? body = null)
    {
        using var client = server.Client(token);
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"/api/v1/runs/{path}", UriKind.Relative), content);
        return await Answer.OfAsync(response);
    }
}
