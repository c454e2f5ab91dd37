using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Postgres.Webhooks;

namespace PipelineDeploy.Postgres.Tests.Webhooks;

[Trait("Category", "Integration")]
public sealed class DeliveryStoreTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    static readonly WebhookEvent Push = WebhookEvent.About(WebhookEventKind.Push, "push", ["acme/shop"]) with { Ref = "refs/heads/main", Paths = ["a", "ü/b"] };

    IDeliveryStore Store => database.Get<IDeliveryStore>();

    [Fact]
    public async Task An_accepted_delivery_is_kept_with_its_wake_up()
    {
        var hook = await HookAsync("wakes");

        var (accepted, _) = await TakeAsync("wakes", hook, "one", WebhookVerdict.Accepted);
        var (ignored, _) = await TakeAsync("wakes", hook, "two", WebhookVerdict.Branch);

        (await TriggersAsync(accepted.Id), await TriggersAsync(ignored.Id)).ShouldBe((1, 0));
        var (kept, status) = (await Store.FindAsync(accepted.Id, default)).ShouldNotBeNull();
        (kept.Event.Ref, kept.Verdict.Word, kept.SettledAt, status).ShouldBe((Push.Ref, "accepted", null, null));
        kept.Event.Paths.ShouldBe(Push.Paths);
        (await Store.ListOpenAsync("wakes", null, default)).ShouldHaveSingleItem().Id.ShouldBe(accepted.Id);
    }

    [Fact]
    public async Task A_wake_up_that_is_lost_is_set_again_and_one_that_is_there_is_left_alone()
    {
        var hook = await HookAsync("lost");
        var (delivery, _) = await TakeAsync("lost", hook, "one", WebhookVerdict.Accepted);
        var (other, _) = await TakeAsync("lost", hook, "two", WebhookVerdict.Accepted);
        await database.Database.ExecuteAsync($"delete from qrtz_simple_triggers where trigger_name = '{delivery.Id}'; delete from qrtz_triggers where trigger_name = '{delivery.Id}' and trigger_group = 'deliveries'");

        (await Store.RearmAsync(default)).ShouldBe(1);

        (await TriggersAsync(delivery.Id), await TriggersAsync(other.Id), await Store.RearmAsync(default)).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Two_that_share_a_key_are_one()
    {
        var hook = await HookAsync("shared");

        var (first, _) = await Store.TakeAsync("shared", New(hook, "one", WebhookVerdict.Branch), ["id:one", "body:x"], default);
        var (second, isRepeat) = await Store.TakeAsync("shared", New(hook, "two", WebhookVerdict.Branch), ["id:two", "body:x"], default);
        var (third, isNew) = await Store.TakeAsync("shared", New(hook, "two", WebhookVerdict.Branch), ["id:two", "body:y"], default);

        (second.Id, isRepeat, second.Repeats).ShouldBe((first.Id, true, 1));
        (third.Id == first.Id, isNew).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_delivery_that_is_forgotten_still_cannot_come_again()
    {
        var hook = await HookAsync("forgets");
        await TakeAsync("forgets", hook, "old", WebhookVerdict.Branch);
        var (open, _) = await TakeAsync("forgets", hook, "open", WebhookVerdict.Accepted);
        var (young, _) = await TakeAsync("forgets", hook, "young", WebhookVerdict.Branch);
        await database.Database.ExecuteAsync($"update deliveries set received_at = now() - interval '31 days' where hook_id = '{hook}' and key <> 'young'");

        (await new DeliveryRetentionChore(database.Database.Source, TimeProvider.System).RunAsync(default)).ShouldBe("removed 1 delivery of webhooks");

        (await Store.ListAsync(hook, null, 10, default)).Select(one => one.Delivery.Id).ShouldBe([young.Id, open.Id]);
        var (again, isRepeat) = await TakeAsync("forgets", hook, "old", WebhookVerdict.Accepted);
        (again.Verdict.Word, isRepeat, again.Id).ShouldBe(("repeated", true, 0));
    }

    [Fact]
    public async Task A_delivery_is_settled_once_and_a_retry_comes_at_its_time()
    {
        var hook = await HookAsync("settles");
        var (delivery, _) = await TakeAsync("settles", hook, "one", WebhookVerdict.Accepted);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);

        await Store.RetryAsync("settles", delivery.Id, "away", later, default);
        (await Store.ListOpenAsync("settles", TimeProvider.System.GetUtcNow(), default)).ShouldBeEmpty();
        (await Store.ListOpenAsync("settles", later, default)).ShouldHaveSingleItem().Tries.ShouldBe(1);
        await Store.SettleAsync([new Settlement(delivery.Id, new WebhookVerdict(WebhookVerdict.Failed, "first"))], later, default);
        await Store.SettleAsync([new Settlement(delivery.Id, new WebhookVerdict(WebhookVerdict.Started, "second"))], later, default);

        (await Store.FindAsync(delivery.Id, default))!.Value.Delivery.Verdict.ShouldBe(new WebhookVerdict("failed", "first"));
    }

    async Task<string> HookAsync(string app)
    {
        await database.CreateAppAsync(app);
        var id = $"hook-of-{app}";
        await database.Get<IWebhookStore>().CreateAsync(new Webhook(id, app, WebhookHost.Github, new WebhookFilter(null, [], [], [], false), true, "ann", DateTimeOffset.UnixEpoch), "sealed", default);
        return id;
    }

    Task<(Delivery Delivery, bool IsRepeat)> TakeAsync(string app, string hook, string key, string word) => Store.TakeAsync(app, New(hook, key, word), [$"id:{key}"], default);

    static Delivery New(string hook, string key, string word) => Delivery.New(hook, key, Push, new Dictionary<string, string>(), new WebhookVerdict(word, "because"), TimeProvider.System.GetUtcNow());

    Task<long> TriggersAsync(long delivery) =>
        database.Database.ScalarAsync<long>($"select count(*) from qrtz_triggers where trigger_group = 'deliveries' and trigger_name = '{delivery}'");
}
