using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Housekeeping;
using Quartz;

namespace PipelineDeploy.Server.Tests.Webhooks;

/// <summary>Runs of webhooks whose hosts are told of them when a test says so.</summary>
sealed class ToldRuns(HookServer server)
{
    public const string Commit = "2222222222222222222222222222222222222222";

    /// <summary>A run that waits for a time that never comes; it is told for the first time.</summary>
    /// <param name="app">The app.</param>
    /// <param name="host">Who is told.</param>
    /// <param name="port">Where that one is.</param>
    /// <param name="kind">What of the run.</param>
    public async Task<(WebhookView Hook, long Delivery, long Run)> StartedAsync(string app, string host, int port, string kind)
    {
        var hook = await server.HookAsync(app, host, $"http://127.0.0.1:{port}/acme/shop.git");
        (await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{app}/webhooks/{hook.Id}", """{"statusToken":"T0KEN"}""")).Status.ShouldBe(200);
        await PauseAsync();
        var run = await server.Database.ScalarAsync<long>(
            $"insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at) values ('{app}', 'blue-green', '{{\"name\":\"blue-green\",\"steps\":[]}}', '{{}}', 'queued', 'webhook', '{host}', now()) returning id");
        var delivery = await server.Database.ScalarAsync<long>(
            $"insert into deliveries (hook_id, key, event, headers, verdict, reason, run_id, received_at, settled_at) values ('{hook.Id}', 'x', '{{\"kind\":\"push\",\"name\":\"push\",\"ref\":\"refs/heads/main\",\"repositories\":[],\"isFork\":false}}', '{{}}', 'started', 'x', {run}, now(), now()) returning id");
        await server.Database.ExecuteAsync($"insert into commit_statuses (delivery_id, kind, run_id, commit, due_at) values ({delivery}, '{kind}', {run}, '{Commit}', now())");
        await HurryAsync(delivery);
        return (hook, delivery, run);
    }

    /// <summary>What is open is told now.</summary>
    public async Task HurryAsync(long delivery)
    {
        await server.Database.ExecuteAsync($"update commit_statuses set due_at = now() where delivery_id = {delivery} and due_at is not null");
        await server.Get<IEnumerable<IChore>>().OfType<CommitStatuses>().Single().RunAsync(CancellationToken.None);
    }

    // So that only the test does what Quartz does every five seconds.
    async Task PauseAsync()
    {
        var (scheduler, trigger) = (await server.Get<ISchedulerFactory>().GetScheduler(), new TriggerKey("commit-statuses", "chores"));
        await Eventually.SeeAsync(() => scheduler.GetTrigger(trigger).AsTask(), found => found is not null, "the chore is scheduled", TimeSpan.FromSeconds(20));
        await scheduler.PauseTrigger(trigger);
    }
}
