using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Events;

/// <summary>Streams whose readers lose, while they are open, what let them in.</summary>
[Trait("Category", "Integration")]
public sealed class EndedStreamTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/api/v1/events", "ended-all")]
    [InlineData("/api/v1/apps/{app}/events", "ended-app")]
    [InlineData("/api/v1/runs/{run}/events", "ended-run")]
    public async Task A_stream_of_a_revoked_token_ends_soon_and_says_why(string path, string app)
    {
        await server.CreateAppAsync(app);
        var tokens = server.Get<TokenStore>();
        var (id, token) = (await tokens.CreateAsync(NewToken.OfServer(app) with { Rights = Rights.Of(app, Role.Viewer) }, default)).ShouldNotBeNull();
        var address = path.Replace("{app}", app, StringComparison.Ordinal).Replace("{run}", $"{await BeginAsync(app)}", StringComparison.Ordinal);
        await using var stream = await OpenStream.OpenAsync(server, address, token: token);
        await using var other = await OpenStream.OpenAsync(server, $"/api/v1/apps/{app}/events");

        await tokens.RevokeAsync(id, default);

        var last = (await stream.UntilAsync(item => item.EventType == "problem"))[^1];
        var problem = JsonSerializer.Deserialize(last.Data, WireJson.Default.Problem).ShouldNotBeNull();
        (problem.Status, problem.Code).ShouldBe((401, "auth.ended"));
        last.EventId.ShouldBeNull("nobody goes on after it");
        (await stream.IsOverAsync()).ShouldBeTrue();
        await server.Database.ExecuteAsync($"update routes set generation = generation + 1 where app = '{app}'");
        (await other.UntilAsync(item => item.EventType == "routeChanged")).ShouldNotBeEmpty("others listen on");
    }

    [Fact]
    public async Task Who_may_see_an_app_no_more_hears_nothing_more_of_it_and_goes_on_to_hear_of_others()
    {
        await server.CreateAppAsync("kept");
        await server.CreateAppAsync("lost");
        var users = server.Get<UserStore>();
        await users.CreateAsync("shrinking", Rights.Of(Role.Viewer), "x", "test", onlyAsFirst: false, default);
        var user = (await users.FindAsync("shrinking", default))!.Value.User.Id;
        var token = (await server.Get<TokenStore>().CreateAsync(new NewToken("t", Rights.All, user, null, "shrinking", null), default))!.Value.Token;
        await using var ofLost = await OpenStream.OpenAsync(server, "/api/v1/apps/lost/events", token: token);
        await using var all = await OpenStream.OpenAsync(server, "/api/v1/events", token: token);

        await users.SetRightsAsync(user, Rights.Of("kept", Role.Viewer), default);

        // One look tells all streams.
        (await ofLost.NextAsync()).EventType.ShouldBe("problem");
        await server.Database.ExecuteAsync("update routes set generation = generation + 1 where app = 'lost'");
        await server.Database.ExecuteAsync("update routes set generation = generation + 1 where app = 'kept'");
        JsonSerializer.Deserialize((await all.NextAsync()).Data, WireJson.Default.ServerEvent)!.App.ShouldBe("kept");
    }

    Task<long> BeginAsync(string app) => server.Database.ScalarAsync<long>(
        $$"""
        insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, lease_until)
        values ('{{app}}', 'p', '{"name":"p","steps":[]}', '{}', 'running', 'test', 'test', now(), now() + interval '1 day') returning id
        """);
}
