using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Schedules;

[Trait("Category", "Integration")]
public sealed class ScheduleRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_schedule_is_made_changed_and_removed()
    {
        await server.CreateAppAsync("scheduled");

        var created = await PostAsync("scheduled", """{"name":"nightly","cron":"0 3 * * *","timeZone":"Europe/Berlin"}""");
        var made = created.Read(WireJson.Default.ScheduleView);
        var disabled = await SendAsync(HttpMethod.Patch, "scheduled", "/nightly", """{"enabled":false,"overlap":"queue"}""");
        var removed = await SendAsync(HttpMethod.Delete, "scheduled", "/nightly");

        created.Status.ShouldBe(201);
        created.Headers.Location.ShouldNotBeNull().ToString().ShouldBe("/api/v1/apps/scheduled/schedules/nightly");
        (made.Cron, made.TimeZone, made.Overlap, made.CatchUp, made.Enabled, made.CreatedBy).ShouldBe(("0 3 * * *", "Europe/Berlin", "skip", "none", true, "admin"));
        made.NextAt.ShouldNotBeNull();
        disabled.Read(WireJson.Default.ScheduleView).ShouldBe(made with { Enabled = false, Overlap = "queue", NextAt = null });
        removed.Status.ShouldBe(200);
        (await SendAsync(HttpMethod.Get, "scheduled", "")).Read(WireJson.Default.IReadOnlyListScheduleView).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"name":"x","cron":"0 25 * * *"}""", "schedule.badCron", "cron: '0 25 * * *'")]
    [InlineData("""{"name":"x","cron":""}""", "schedule.badCron", "cron: ''")]
    [InlineData("""{"name":"x","cron":"0 0 30 2 *"}""", "schedule.neverFires", "cron: '0 0 30 2 *'")]
    [InlineData("""{"name":"X","cron":"@daily"}""", "schedule.badName", "name: 'X'")]
    [InlineData("""{"name":"x","cron":"@daily","timeZone":"Nowhere"}""", "timeZone.unknown", "timeZone: ")]
    [InlineData("""{"name":"x","cron":"@daily","overlap":"both"}""", "schedule.badOverlap", "overlap: 'both'")]
    [InlineData("""{"name":"x","cron":"@daily","catchUp":"all"}""", "schedule.badCatchUp", "catchUp: 'all'")]
    [InlineData("""{"name":"x","cron":"@daily","enabled":"no"}""", "request.badField", "The body's 'enabled'")]
    [InlineData("""{"name":"x"}""", "request.missingField", "The body lacks 'cron'")]
    public async Task What_is_wrong_with_a_schedule_is_told_by_its_field(string body, string code, string title)
    {
        var app = $"wrong-{code.Replace('.', '-').ToLowerInvariant()}-{body.Length}";
        await server.CreateAppAsync(app);

        var problem = (await PostAsync(app, body)).ShouldBeProblem(400, code);

        problem.Title.ShouldNotBeNull().ShouldStartWith(title);
        problem.Hint.ShouldNotBeNullOrEmpty();
        (await SendAsync(HttpMethod.Get, app, "")).Read(WireJson.Default.IReadOnlyListScheduleView).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_app_or_schedule_and_a_name_that_is_taken_are_told()
    {
        await server.CreateAppAsync("known");
        await PostAsync("known", """{"name":"nightly","cron":"@daily"}""");

        (await PostAsync("known", """{"name":"nightly","cron":"@daily"}""")).ShouldBeProblem(409, "schedule.exists");
        (await PostAsync("nobody", """{"name":"nightly","cron":"@daily"}""")).ShouldBeProblem(404, "app.notFound");
        (await SendAsync(HttpMethod.Get, "nobody", "")).ShouldBeProblem(404, "app.notFound");
        (await SendAsync(HttpMethod.Patch, "known", "/hourly", """{"enabled":false}""")).ShouldBeProblem(404, "schedule.notFound");
        (await SendAsync(HttpMethod.Delete, "known", "/hourly")).ShouldBeProblem(404, "schedule.notFound");
        (await SendAsync(HttpMethod.Patch, "known", "/nightly", """{"cron":"never"}""")).ShouldBeProblem(400, "schedule.badCron");
    }

    [Fact]
    public async Task A_scheduled_run_whose_source_is_gone_fails_and_says_so()
    {
        await server.CreateAppAsync("gone");
        await server.Database.ExecuteAsync(
            """
            with served as (
                insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
                values ('gone', 'blue-green', '{"name":"blue-green","steps":[]}', '{"source":"lost"}', 'succeeded', 'cli', 'ada', now(), now()) returning id
            ), released as (
                insert into releases (app, number, run_id, image, created_at, pipeline, source) select 'gone', 1, id, 'sha256:x', now(), 'blue-green', 'lost' from served
            )
            update routes set generation = generation + 1, switched_at = now(),
                targets = (select jsonb_build_array(jsonb_build_object('name', 'v1', 'container', 'c', 'host', '127.0.0.1', 'port', 1, 'weight', 100, 'release', 1, 'runId', id)) from served)
            where app = 'gone'
            """);
        await PostAsync("gone", """{"name":"nightly","cron":"0 0 1 1 *"}""");

        await server.Database.ExecuteAsync(
            $"update qrtz_triggers set next_fire_time = {TimeProvider.System.GetUtcNow().UtcTicks} where trigger_group = 'schedules' and trigger_name = (select id::text from schedules where app = 'gone')");

        var schedule = await Eventually.SeeAsync(
            async () => (await SendAsync(HttpMethod.Get, "gone", "")).Read(WireJson.Default.IReadOnlyListScheduleView).Single(), seen => seen.LastFiredAt is not null, "it fires", TimeSpan.FromSeconds(40));
        schedule.LastError.ShouldBeNull();
        var run = await server.EndOfAsync(schedule.LastRun.ShouldNotBeNull());
        (run.Trigger, run.Actor, run.Error?.Code).ShouldBe(("schedule", "nightly", "source.gone"));
    }

    Task<Answer> PostAsync(string app, string body) => SendAsync(HttpMethod.Post, app, "", body);

    Task<Answer> SendAsync(HttpMethod method, string app, string path, string? body = null) => server.SendAsync(method, $"/api/v1/apps/{app}/schedules{path}", body);
}
