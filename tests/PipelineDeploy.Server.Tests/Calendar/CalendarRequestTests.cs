using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Calendar;

[Trait("Category", "Integration")]
public sealed class CalendarRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    static readonly byte[] NoArchive = [.. "This is not a tar archive."u8];

    [Fact]
    public async Task A_window_is_kept_listed_and_removed()
    {
        await server.CreateAppAsync("windowed");

        var created = await PostAsync("windows", """{"days":["mon","Tue"],"opens":"09:00","closes":"17:30","timeZone":"Europe/Berlin","app":"windowed"}""");
        var window = created.Read(WireJson.Default.WindowView);
        var listed = (await GetAsync("windows")).Read(WireJson.Default.IReadOnlyListWindowView);
        var removed = await DeleteAsync($"windows/{window.Id}");

        created.Status.ShouldBe(201);
        created.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"/api/v1/windows/{window.Id}");
        (window.App, string.Join(',', window.Days), window.Opens, window.Closes, window.TimeZone).ShouldBe(("windowed", "Mon,Tue", "09:00", "17:30", "Europe/Berlin"));
        listed.ShouldContain(one => one.Id == window.Id);
        removed.Read(WireJson.Default.WindowView).Id.ShouldBe(window.Id);
        (await DeleteAsync($"windows/{window.Id}")).ShouldBeProblem(404, "window.notFound");
    }

    [Theory]
    [InlineData("""{"days":[],"opens":"09:00","closes":"17:00"}""", 400, "window.badDay", "days: ")]
    [InlineData("""{"days":["Funday"],"opens":"09:00","closes":"17:00"}""", 400, "window.badDay", "days: 'Funday'")]
    [InlineData("""{"days":[null],"opens":"09:00","closes":"17:00"}""", 400, "window.badDay", "days: ''")]
    [InlineData("""{"days":["Mon"],"opens":"9am","closes":"17:00"}""", 400, "window.badTime", "opens: '9am'")]
    [InlineData("""{"days":["Mon"],"opens":"09:00","closes":"25:00"}""", 400, "window.badTime", "closes: '25:00'")]
    [InlineData("""{"days":["Mon"],"opens":"09:00","closes":"17:00","timeZone":"Mars/Base"}""", 400, "timeZone.unknown", "timeZone: ")]
    [InlineData("""{"days":["Mon"],"opens":"09:00","closes":"17:00","app":"nobody"}""", 404, "app.notFound", "There is no app 'nobody'")]
    [InlineData("""{"days":["Mon"],"opens":"09:00"}""", 400, "request.missingField", "The body lacks 'closes'")]
    public async Task What_is_wrong_with_a_window_is_told_by_its_field(string body, int status, string code, string title) =>
        (await PostAsync("windows", body)).ShouldBeProblem(status, code).Title.ShouldNotBeNull().ShouldStartWith(title);

    [Theory]
    [InlineData("""{"until":"2001-01-01T00:00:00Z","reason":"late"}""", 400, "freeze.badTime", "until: ")]
    [InlineData("""{"until":"9999-01-01T00:00:00Z","reason":"long"}""", 400, "freeze.badTime", "until: ")]
    [InlineData("""{"until":"tomorrow","reason":"soon"}""", 400, "request.badField", "The body's 'until'")]
    [InlineData("""{"reason":"soon"}""", 400, "request.missingField", "The body lacks 'until'")]
    public async Task What_is_wrong_with_a_freeze_is_told_by_its_field(string body, int status, string code, string title) =>
        (await PostAsync("freezes", body)).ShouldBeProblem(status, code).Title.ShouldNotBeNull().ShouldStartWith(title);

    [Fact]
    public async Task A_freeze_needs_a_reason_and_an_app_that_there_is()
    {
        var until = TimeProvider.System.GetUtcNow().AddDays(1).ToString("O");

        (await PostAsync("freezes", $$"""{"until":"{{until}}","reason":" "}""")).ShouldBeProblem(400, "freeze.badReason").Title.ShouldNotBeNull().ShouldStartWith("reason: ");
        (await PostAsync("freezes", $$"""{"until":"{{until}}","reason":"x","app":"nobody"}""")).ShouldBeProblem(404, "app.notFound");
        (await DeleteAsync("freezes/4711")).ShouldBeProblem(404, "freeze.notFound");
    }

    [Fact]
    public async Task A_deploy_in_a_freeze_is_accepted_and_waits_visibly_until_the_freeze_is_removed()
    {
        await server.CreateAppAsync("frozen");
        var freeze = await FreezeAsync("frozen");

        var run = await HeldAsync("frozen");
        var removed = await DeleteAsync($"freezes/{freeze.Id}");

        run.Hold.ShouldBe(new RunHoldView(freeze.Until, "freeze: <b>launch</b>"));
        (await GetAsync("runs?app=frozen")).Read(WireJson.Default.RunPage).Items.Single().Hold.ShouldBe(run.Hold);
        removed.Read(WireJson.Default.FreezeView).ShouldBe(freeze);
        (await server.EndOfAsync(run.Id)).Error.ShouldNotBeNull().Code.ShouldBe("source.notAnArchive");
    }

    [Fact]
    public async Task An_override_lets_the_run_begin_and_its_journal_says_who_and_why()
    {
        await server.CreateAppAsync("urgent");
        await FreezeAsync("urgent");
        var run = await HeldAsync("urgent");

        (await OverrideAsync(run.Id, " ")).ShouldBeProblem(400, "freeze.badReason").Title.ShouldNotBeNull().ShouldStartWith("reason: ");
        var answer = await OverrideAsync(run.Id, "the shop is down");

        answer.Status.ShouldBe(202, answer.Body);
        (await server.EndOfAsync(run.Id)).Hold.ShouldBeNull();
        (await server.Database.ScalarAsync<string>($"select event::text from journal where run_id = {run.Id} and event ->> 'kind' = 'holdOverridden'"))
            .ShouldSatisfyAllConditions(written => written.ShouldContain("the shop is down"), written => written.ShouldContain("\"actor\": \"admin\""));
        (await OverrideAsync(run.Id, "again")).ShouldBeProblem(409, "run.notHeld");
        (await OverrideAsync(999_999, "again")).ShouldBeProblem(404, "run.notFound");
    }

    async Task<FreezeView> FreezeAsync(string app)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds());
        var answer = await PostAsync("freezes", $$"""{"until":"{{until:O}}","reason":"<b>launch</b>","app":"{{app}}"}""");
        answer.Status.ShouldBe(201, answer.Body);
        return answer.Read(WireJson.Default.FreezeView);
    }

    async Task<RunView> HeldAsync(string app)
    {
        var accepted = (await server.DeployAsync(app, NoArchive)).Read(WireJson.Default.RunView);
        return await Eventually.SeeAsync(
            async () => (await GetAsync($"runs/{accepted.Id}")).Read(WireJson.Default.RunView), seen => seen.Hold is not null, $"run {accepted.Id} is held");
    }

    Task<Answer> OverrideAsync(long run, string reason) => PostAsync($"runs/{run}/override", $$"""{"reason":"{{reason}}"}""");

    Task<Answer> GetAsync(string path) => server.SendAsync(HttpMethod.Get, $"/api/v1/{path}");

    Task<Answer> PostAsync(string path, string body) => server.SendAsync(HttpMethod.Post, $"/api/v1/{path}", body);

    Task<Answer> DeleteAsync(string path) => server.SendAsync(HttpMethod.Delete, $"/api/v1/{path}");
}
