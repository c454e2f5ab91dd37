using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Housekeeping;
using Quartz;

namespace PipelineDeploy.Server.Tests.Webhooks;

[Collection(HookServerCollection.Name)]
[Trait("Category", "Integration")]
public sealed class CommitStatusTests(HookServer server)
{
    const string Commit = "2222222222222222222222222222222222222222";

    [Theory]
    [InlineData("github", "succeeded", "success", "success")]
    [InlineData("gitlab", "rolledBack", "failed", "failure")]
    [InlineData("gitea", "superseded", "error", "cancelled")]
    public async Task The_host_hears_how_a_run_begins_and_ends_though_it_was_away(string host, string end, string told, string word)
    {
        using var api = new StatusHost(host);
        api.Troubles.Enqueue(503);
        var (hook, delivery, run) = await StartedAsync($"tells-{host}", host, api.Port);

        var away = await server.SeeAsync(hook, delivery, seen => seen.StatusError is not null, "it could not be told");
        await HurryAsync(delivery);
        var begun = await server.SeeAsync(hook, delivery, seen => seen.Status is not null, "it was told");
        await server.Database.ExecuteAsync($"update runs set state = '{end}', finished_at = now() where id = {run}");
        await HurryAsync(delivery);
        var ended = await server.SeeAsync(hook, delivery, seen => seen.Status != "pending", "its end was told");

        away.StatusError.ShouldBe("The host answered 503.");
        (begun.Status, begun.StatusError, ended.Status, ended.StatusError).ShouldBe(("pending", null, word, null));
        api.Wrong.ShouldBeEmpty();
        var link = $"https://deploy.example.com/runs/{run}";
        api.Told.ShouldBe([(Commit, "pending", link), (Commit, told, link)]);
        (await server.Database.ColumnAsync<bool>($"select due_at is null from commit_statuses where delivery_id = {delivery}")).ShouldBe([true]);
    }

    [Fact]
    public async Task A_host_that_refuses_is_not_asked_again_and_again()
    {
        using var api = new StatusHost("github");
        api.Troubles.Enqueue(403);
        var (hook, delivery, _) = await StartedAsync("refused", "github", api.Port);

        var told = await server.SeeAsync(hook, delivery, seen => seen.StatusError is not null, "it was refused");
        await HurryAsync(delivery);

        (told.Status, told.StatusError).ShouldBe(("pending", "The host answered 403 and did not take 'pending'."));
        api.Told.ShouldBeEmpty();
    }

    async Task<(WebhookView Hook, long Delivery, long Run)> StartedAsync(string app, string host, int port)
    {
        var hook = await server.HookAsync(app, host, $"http://127.0.0.1:{port}/acme/shop.git");
        (await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{app}/webhooks/{hook.Id}", """{"statusToken":"T0KEN"}""")).Status.ShouldBe(200);
        await PauseAsync();
        // A run that waits for a time that never comes.
        var run = await server.Database.ScalarAsync<long>(
            $"insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at) values ('{app}', 'blue-green', '{{\"name\":\"blue-green\",\"steps\":[]}}', '{{}}', 'queued', 'webhook', '{host}', now()) returning id");
        var delivery = await server.Database.ScalarAsync<long>(
            $"insert into deliveries (hook_id, key, event, headers, verdict, reason, run_id, received_at, settled_at) values ('{hook.Id}', 'x', '{{\"kind\":\"push\",\"name\":\"push\",\"repositories\":[],\"isFork\":false}}', '{{}}', 'started', 'x', {run}, now(), now()) returning id");
        await server.Database.ExecuteAsync($"insert into commit_statuses (delivery_id, run_id, commit, due_at) values ({delivery}, {run}, '{Commit}', now())");
        await HurryAsync(delivery);
        return (hook, delivery, run);
    }

    // So that only this test does what Quartz does every five seconds.
    async Task PauseAsync()
    {
        var (scheduler, trigger) = (await server.Get<ISchedulerFactory>().GetScheduler(), new TriggerKey("commit-statuses", "chores"));
        await Eventually.SeeAsync(() => scheduler.GetTrigger(trigger).AsTask(), found => found is not null, "the chore is scheduled", TimeSpan.FromSeconds(20));
        await scheduler.PauseTrigger(trigger);
    }

    async Task HurryAsync(long delivery)
    {
        await server.Database.ExecuteAsync($"update commit_statuses set due_at = now() where delivery_id = {delivery} and due_at is not null");
        await server.Get<IEnumerable<IChore>>().OfType<CommitStatuses>().Single().RunAsync(CancellationToken.None);
    }
}
