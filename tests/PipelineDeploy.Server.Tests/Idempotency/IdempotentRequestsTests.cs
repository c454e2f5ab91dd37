using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Idempotency;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Idempotency;

namespace PipelineDeploy.Server.Tests.Idempotency;

/// <summary>What becomes of a key when its request breaks, hangs or loses its sender.</summary>
[Trait("Category", "Integration")]
public sealed class IdempotentRequestsTests(RunningServer server) : IClassFixture<RunningServer>
{
    int _done;

    [Fact]
    public async Task While_the_first_is_under_way_the_same_again_is_told_to_come_back()
    {
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = AskAsync("slow", async context =>
        {
            begun.SetResult();
            await goOn.Task;
            await DoAsync(context);
        });
        await begun.Task;

        var second = await AskAsync("slow", DoAsync);
        goOn.SetResult();

        (second.Status, second.RetryAfter).ShouldBe((409, "1"));
        second.Body.ShouldContain("idempotency.underWay");
        (await first).Body.ShouldBe("done 1");
        (await AskAsync("slow", DoAsync)).Body.ShouldBe("done 1");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task What_may_go_well_in_a_moment_frees_the_key(int status)
    {
        var first = await AskAsync($"status-{status}", context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("later");
        });

        (first.Status, first.Body).ShouldBe((status, "later"));
        (await AskAsync($"status-{status}", DoAsync)).Body.ShouldBe("done 1");
    }

    [Fact]
    public async Task What_breaks_frees_the_key()
    {
        await Should.ThrowAsync<NotSupportedException>(() => AskAsync("broken", _ => throw new NotSupportedException()));

        (await AskAsync("broken", DoAsync)).Body.ShouldBe("done 1");
    }

    [Fact]
    public async Task Who_hangs_up_and_asks_again_finds_what_was_done()
    {
        using var hangUp = new CancellationTokenSource();
        await AskAsync("hung-up", async context =>
        {
            await hangUp.CancelAsync();
            context.RequestAborted.ThrowIfCancellationRequested();
            await DoAsync(context);
        }, hangUp.Token);

        (await AskAsync("hung-up", DoAsync)).Body.ShouldBe("done 1");
    }

    [Fact]
    public async Task A_server_that_dies_frees_the_key_when_its_lease_ends()
    {
        var store = server.Get<IdempotencyStore>();
        var (context, _) = ContextOf("died", default);
        var scope = IdempotencyKey.ScopeOf(context.User.Caller(), context.Request, "died");
        (await store.TakeAsync(scope, await IdempotencyKey.FingerprintOf(context.Request, default), Guid.CreateVersion7(), default)).ShouldBeNull();

        var early = await AskAsync("died", DoAsync);
        await server.Database.ExecuteAsync("update idempotency_keys set lease_until = now() - interval '1 second' where answer is null");

        early.Status.ShouldBe(409);
        (await AskAsync("died", DoAsync)).Body.ShouldBe("done 1");
    }

    [Fact]
    public async Task An_answer_whose_keys_are_lost_is_not_given_and_nothing_is_done_again()
    {
        await AskAsync("lost", DoAsync);
        await server.Database.ExecuteAsync("update idempotency_keys set answer = 'CfDJ8nonsense' where answer is not null");

        (await Should.ThrowAsync<Workflows.UserErrorException>(() => AskAsync("lost", DoAsync))).Error.Code.ShouldBe("idempotency.unreadable");
        _done.ShouldBe(1);
    }

    Task DoAsync(HttpContext context) => context.Response.WriteAsync($"done {++_done}");

    async Task<(int Status, string Body, string? RetryAfter)> AskAsync(string key, RequestDelegate does, CancellationToken aborted = default)
    {
        var (context, body) = ContextOf(key, aborted);
        var requests = new IdempotentRequests(
            does, server.Get<IdempotencyStore>(), server.Get<AnswerSeal>(), server.Get<IExceptionHandler>(), TimeProvider.System, NullLogger<IdempotentRequests>.Instance);
        await requests.InvokeAsync(context, new AuditNotes());
        await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers.RetryAfter);
    }

    static (DefaultHttpContext Context, MemoryStream Body) ContextOf(string key, CancellationToken aborted)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(new CallerIdentity(new Caller("ann", Rights.All, 1, 1, null, null), "test")), RequestAborted = aborted };
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(), "test"));
        (context.Request.Method, context.Request.Path) = ("POST", "/api/v1/things");
        context.Request.Headers["Idempotency-Key"] = key;
        context.Request.Headers.Accept = "application/json";
        context.Response.Body = body;
        return (context, body);
    }
}
