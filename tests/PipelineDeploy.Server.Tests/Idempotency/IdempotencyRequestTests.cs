using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Idempotency;

[Trait("Category", "Integration")]
public sealed class IdempotencyRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Freezes = "/api/v1/freezes";
    const string Replayed = "Idempotent-Replayed";

    // Far away: no run waits for it.
    static readonly DateTimeOffset Soon = TimeProvider.System.GetUtcNow().AddDays(300);

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_does_nothing()
    {
        var first = await PostAsync("/api/v1/apps", "apps-1", """{"name":"once"}""");
        var second = await PostAsync("/api/v1/apps", "apps-1", """{"name":"once"}""");

        first.Status.ShouldBe(201, first.Body);
        first.Headers.Contains(Replayed).ShouldBeFalse();
        (second.Status, second.Body, second.MediaType, second.Headers.Location).ShouldBe((201, first.Body, first.MediaType, first.Headers.Location));
        second.Headers.GetValues(Replayed).ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_refusal_is_answered_again_too_until_a_new_key_is_taken()
    {
        await server.CreateAppAsync("taken");
        var first = await PostAsync("/api/v1/apps", "refused-1", """{"name":"taken"}""");
        var second = await PostAsync("/api/v1/apps", "refused-1", """{"name":"taken"}""");

        first.ShouldBeProblem(409, "app.exists");
        second.ShouldBeProblem(409, "app.exists");
        second.Body.ShouldBe(first.Body);
        second.Headers.Contains(Replayed).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused_and_does_nothing()
    {
        await PostAsync("/api/v1/apps", "other-1", """{"name":"first-of-two"}""");

        (await PostAsync("/api/v1/apps", "other-1", """{"name":"second-of-two"}""")).ShouldBeProblem(422, "idempotency.otherRequest").Hint.ShouldNotBeNull();

        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/second-of-two")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Of_50_copies_at_once_one_thing_is_made()
    {
        var body = Freeze("copies");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync(Freezes, "copies-1", body)));

        answers.Select(answer => answer.Status).ShouldBeSubsetOf([201, 409]);
        foreach (var early in answers.Where(answer => answer.Status == 409))
        {
            early.ShouldBeProblem(409, "idempotency.underWay");
            early.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        var last = await PostAsync(Freezes, "copies-1", body);
        answers.Where(answer => answer.Status == 201).Select(answer => answer.Body).Append(last.Body).Distinct().ShouldHaveSingleItem();
        (await CountAsync("copies")).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_its_callers_and_its_paths()
    {
        var other = (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer("other-caller"), default)).ShouldNotBeNull().Token;
        await server.CreateAppAsync("scoped");

        await PostAsync(Freezes, "scope-1", Freeze("scoped"));
        using var client = server.Client(other);
        using var request = new HttpRequestMessage(HttpMethod.Post, Freezes) { Content = new StringContent(Freeze("scoped"), null, "application/json") };
        request.Headers.Add("Idempotency-Key", "scope-1");
        (await client.SendAsync(request)).Headers.Contains(Replayed).ShouldBeFalse();
        (await PostAsync("/api/v1/apps/scoped/domains", "scope-1", """{"domains":["a.example"]}""")).Status.ShouldBe(200);

        (await CountAsync("scoped")).ShouldBe(2);
    }

    [Fact]
    public async Task After_a_day_a_key_is_free_again()
    {
        await PostAsync(Freezes, "day-1", Freeze("day"));
        await server.Database.ExecuteAsync("update idempotency_keys set taken_at = taken_at - interval '24 hours 1 second'");

        (await PostAsync(Freezes, "day-1", Freeze("day"))).Headers.Contains(Replayed).ShouldBeFalse();
        (await CountAsync("day")).ShouldBe(2);
    }

    [Fact]
    public async Task A_new_token_is_told_again_and_stands_nowhere_in_the_raw_table()
    {
        var first = (await PostAsync("/api/v1/tokens", "token-1", """{"name":"canary","role":"viewer"}""")).Read(WireJson.Default.NewTokenView);
        var again = await PostAsync("/api/v1/tokens", "token-1", """{"name":"canary","role":"viewer"}""");

        again.Read(WireJson.Default.NewTokenView).ShouldSatisfyAllConditions(answer => answer.Secret.ShouldBe(first.Secret), answer => answer.Token.Id.ShouldBe(first.Token.Id));
        again.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        (await server.Database.FindTextAsync(first.Secret)).ShouldBeEmpty();
        (await server.Database.FindTextAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(first.Secret))[..40])).ShouldBeEmpty();
        (await server.Database.FindTextAsync("token-1")).ShouldBeEmpty();
        (await server.Database.ScalarAsync<string>("select string_agg(k::text, ' ') from idempotency_keys k")).ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task What_is_no_key_is_refused(string key)
    {
        var problem = (await PostAsync(Freezes, key, Freeze("bad"))).ShouldBeProblem(400, "request.badKey");

        problem.Errors.ShouldNotBeNull().Keys.ShouldBe(["Idempotency-Key"]);
        (await CountAsync("bad")).ShouldBe(0);
    }

    [Fact]
    public async Task That_it_was_only_repeated_stands_in_the_audit()
    {
        await PostAsync(Freezes, "audit-1", Freeze("audited"));
        await PostAsync(Freezes, "audit-1", Freeze("audited"));

        var entries = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=2")).Body)!["items"]!.AsArray();

        entries.Select(entry => entry!["details"]?["replayed"]?.GetValue<bool>()).ShouldBe([true, null]);
    }

    [Fact]
    public void Every_door_that_makes_or_starts_something_takes_a_key()
    {
        var without = server.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(door => door.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("POST"))
            .Select(door => (Path: $"/{door.RoutePattern.RawText!.Trim('/')}", door.Metadata))
            .Where(door => door.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !IdempotentDoors.Takes(door.Metadata, "POST", door.Path));

        without.Select(door => $"{door.Path} {(door.Metadata.GetMetadata<KeepsOwnKeys>() is null ? "none" : "own")}").ShouldBe(
        [
            "/api/v1/sign-in none", "/api/v1/checks/validate none", "/api/v1/pipelines/check none", "/api/v1/pipelines/dry-run none",
            "/api/v1/apps/{app}/deploys own", "/api/v1/apps/{app}/rollback own", "/api/v1/apps/{app}/promote own",
            "/api/v1/apps/{app}/webhooks/{hook}/test own", "/api/v1/apps/{app}/webhooks/{hook}/deliveries/{number:long}/redeliver own",
        ], ignoreOrder: true);
    }

    Task<Answer> PostAsync(string path, string key, string json) => server.SendAsync(HttpMethod.Post, path, json, ("Idempotency-Key", key));

    async Task<int> CountAsync(string reason) => (await server.SendAsync(HttpMethod.Get, Freezes)).Read(WireJson.Default.IReadOnlyListFreezeView).Count(freeze => freeze.Reason == reason);

    static string Freeze(string reason) => $$"""{"from":"{{Soon:O}}","until":"{{Soon.AddDays(1):O}}","reason":"{{reason}}"}""";
}
