using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class DeployRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    static readonly byte[] NoArchive = [.. "This is not a tar archive."u8];

    [Fact]
    public async Task An_empty_upload_is_refused()
    {
        await server.CreateAppAsync("empty");

        (await server.DeployAsync("empty", [])).ShouldBeProblem(400, "source.empty").Hint.ShouldNotBeNull().ShouldContain("tar");
    }

    [Fact]
    public async Task An_upload_as_a_form_is_refused_with_the_type_that_is_expected()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("source", "shop.tar")]);

        var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/apps/form/deploys", form);

        answer.ShouldBeProblem(415, "request.badMediaType").Hint.ShouldNotBeNull().ShouldContain("application/x-tar");
    }

    [Fact]
    public async Task A_repeated_delivery_is_one_run()
    {
        await server.CreateAppAsync("again");

        var first = await server.DeployAsync("again", NoArchive, ("Idempotency-Key", "delivery-1"));
        var second = await server.DeployAsync("again", NoArchive, ("Idempotency-Key", "delivery-1"));
        var other = await server.DeployAsync("again", NoArchive, ("Idempotency-Key", "delivery-2"));

        (first.Status, second.Status).ShouldBe((202, 202), second.Body);
        var run = first.Read(WireJson.Default.RunView).Id;
        second.Read(WireJson.Default.RunView).Id.ShouldBe(run);
        second.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"/api/v1/runs/{run}");
        other.Read(WireJson.Default.RunView).Id.ShouldNotBe(run);
    }

    [Fact]
    public async Task The_same_key_means_another_delivery_for_another_app()
    {
        await server.CreateAppAsync("key-one");
        await server.CreateAppAsync("key-two");

        var one = await server.DeployAsync("key-one", NoArchive, ("Idempotency-Key", "same"));
        var two = await server.DeployAsync("key-two", NoArchive, ("Idempotency-Key", "same"));

        two.Read(WireJson.Default.RunView).Id.ShouldNotBe(one.Read(WireJson.Default.RunView).Id);
    }

    [Fact]
    public async Task A_key_may_be_200_characters_long_and_no_longer()
    {
        await server.CreateAppAsync("long-key");

        (await server.DeployAsync("long-key", NoArchive, ("Idempotency-Key", new string('k', 200)))).Status.ShouldBe(202);
        (await server.DeployAsync("long-key", NoArchive, ("Idempotency-Key", new string('k', 201)))).ShouldBeProblem(400, "request.badKey");
    }

    [Fact]
    public async Task An_upload_that_is_no_archive_fails_the_run_and_says_so()
    {
        var run = await server.FinishedRunAsync("no-archive", NoArchive);

        run.State.ShouldBe("failed");
        var error = run.Error.ShouldNotBeNull();
        (error.Code, error.Step).ShouldBe(("source.notAnArchive", "build"));
        error.Hint.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task What_the_sources_gokku_yml_says_holds_for_its_run_and_a_mistake_in_it_is_told_before_there_is_one()
    {
        await server.CreateAppAsync("gokku");

        var accepted = await server.DeployAsync("gokku", Deploying.TarOf(("gokku.yml", "apps:\n  gokku:\n    build: {dockerfile: deep/Dockerfile}\n"), ("deep/Dockerfile", "FROM scratch\nCOPY missing /\n")));
        var refused = await server.DeployAsync("gokku", Deploying.TarOf(("gokku.yml", "apps: {")));

        accepted.Status.ShouldBe(202, accepted.Body);
        var run = await server.EndOfAsync(accepted.Read(WireJson.Default.RunView).Id);
        run.Error!.Code.ShouldBe("docker.refused", run.Error.Message);
        run.Error.Message.ShouldContain("missing");
        refused.ShouldBeProblem(400, "source.badYaml").Title!.ShouldContain("gokku.yml line");
    }

    [Fact]
    public async Task A_deploy_of_an_app_that_rejects_a_second_one_is_told_which_run_is_in_the_way()
    {
        await server.CreateAppAsync("busy");
        (await server.SendAsync(HttpMethod.Put, "/api/v1/apps/busy/settings/concurrency", """{"value":"reject"}""")).Status.ShouldBe(200);
        var holder = await server.Database.ScalarAsync<long>(
            """
            with holder as (
                insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
                values ('busy', 'blue-green', '{"name":"blue-green","steps":[]}', '{}', 'needsAttention', 'cli', 'ada', now(), now()) returning id
            )
            insert into run_slots (subject, run_id) select 'busy', id from holder returning run_id
            """);

        var answer = await server.DeployAsync("busy", NoArchive);

        answer.ShouldBeProblem(409, "run.subjectBusy").Title.ShouldNotBeNull().ShouldContain($"run {holder} ");
        (await server.Database.ScalarAsync<long>("select count(*) from runs where subject = 'busy'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_deploy_of_an_image_needs_no_archive_and_tells_in_its_run_when_there_is_no_such_image()
    {
        await server.CreateAppAsync("from-image");

        var accepted = await server.SendAsync(HttpMethod.Post, "/api/v1/apps/from-image/deploys?image=127.0.0.1:1/shop:v3");

        accepted.Status.ShouldBe(202, accepted.Body);
        var run = await server.EndOfAsync(accepted.Read(WireJson.Default.RunView).Id);
        (run.Pipeline, run.State, run.Error!.Code, run.Error.Step).ShouldBe(("image", "failed", "image.cannotPull", "image"));
        run.Error.Message.ShouldStartWith("127.0.0.1:1/shop:v3 cannot be pulled: ");
    }

    [Theory]
    [InlineData("?image=Shop", "image.badReference")]
    [InlineData("?image=", "image.badReference")]
    [InlineData("?image=shop&input=image=shop", "request.badInput")]
    [InlineData("?image=shop&pipeline=blue-green", "run.badInput")]
    [InlineData("?image=shop&pipeline=nowhere", "pipeline.notFound")]
    [InlineData("?pipeline=image", "run.badInput")]
    public async Task A_deploy_of_an_image_that_cannot_be_is_refused(string query, string code)
    {
        var app = $"no-image-{(uint)query.GetHashCode(StringComparison.Ordinal)}";
        await server.CreateAppAsync(app);

        var answer = await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/deploys{query}");

        answer.ShouldBeProblem(code == "pipeline.notFound" ? 404 : 400, code);
    }

    [Fact]
    public async Task An_image_and_an_archive_are_one_too_many()
    {
        await server.CreateAppAsync("both");
        using var body = new ByteArrayContent(NoArchive);
        body.Headers.ContentType = new("application/x-tar");

        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps/both/deploys?image=shop", body)).ShouldBeProblem(400, "request.badInput");
    }

    [Theory]
    [InlineData("GET", "/api/v1/runs/999999")]
    [InlineData("GET", "/api/v1/runs/999999/log")]
    [InlineData("GET", "/api/v1/runs/999999/events")]
    [InlineData("POST", "/api/v1/runs/999999/cancel")]
    public async Task An_unknown_run_is_told(string method, string path)
    {
        var answer = await server.SendAsync(new HttpMethod(method), path);

        answer.ShouldBeProblem(404, "run.notFound").Title.ShouldNotBeNull().ShouldContain("999999");
    }

    [Fact]
    public async Task A_run_that_has_ended_cannot_be_cancelled()
    {
        var run = await server.FinishedRunAsync("over", NoArchive);

        var answer = await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run.Id}/cancel");

        answer.ShouldBeProblem(409, "run.finished");
        (await server.EndOfAsync(run.Id)).State.ShouldBe("failed");
    }
}
