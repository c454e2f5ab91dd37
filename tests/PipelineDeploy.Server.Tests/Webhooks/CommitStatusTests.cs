namespace PipelineDeploy.Server.Tests.Webhooks;

[Collection(HookServerCollection.Name)]
[Trait("Category", "Integration")]
public sealed class CommitStatusTests(HookServer server)
{
    readonly ToldRuns _runs = new(server);

    [Theory]
    [InlineData("github", "succeeded", "success", "success")]
    [InlineData("gitlab", "rolledBack", "failed", "failure")]
    [InlineData("gitea", "superseded", "error", "cancelled")]
    public async Task The_host_hears_how_a_run_begins_and_ends_though_it_was_away(string host, string end, string told, string word)
    {
        using var api = new StatusHost(host);
        api.Troubles.Enqueue(503);
        var (hook, delivery, run) = await _runs.StartedAsync($"tells-{host}", host, api.Port, "commit");

        var away = await server.SeeAsync(hook, delivery, seen => seen.StatusError is not null, "it could not be told");
        await _runs.HurryAsync(delivery);
        var begun = await server.SeeAsync(hook, delivery, seen => seen.Status is not null, "it was told");
        await server.Database.ExecuteAsync($"update runs set state = '{end}', finished_at = now() where id = {run}");
        await _runs.HurryAsync(delivery);
        var ended = await server.SeeAsync(hook, delivery, seen => seen.Status != "pending", "its end was told");

        away.StatusError.ShouldBe("The host answered 503.");
        (begun.Status, begun.StatusError, ended.Status, ended.StatusError).ShouldBe(("pending", null, word, null));
        api.Wrong.ShouldBeEmpty();
        var link = $"https://deploy.example.com/runs/{run}";
        api.Told.ShouldBe([(ToldRuns.Commit, "pending", link), (ToldRuns.Commit, told, link)]);
        (await server.Database.ColumnAsync<bool>($"select due_at is null from commit_statuses where delivery_id = {delivery}")).ShouldBe([true]);
    }

    [Fact]
    public async Task A_host_that_refuses_is_not_asked_again_and_again()
    {
        using var api = new StatusHost("github");
        api.Troubles.Enqueue(403);
        var (hook, delivery, _) = await _runs.StartedAsync("refused", "github", api.Port, "commit");

        var told = await server.SeeAsync(hook, delivery, seen => seen.StatusError is not null, "it was refused");
        await _runs.HurryAsync(delivery);

        (told.Status, told.StatusError).ShouldBe(("pending", "The host answered 403 and did not take 'pending'."));
        api.Told.ShouldBeEmpty();
    }
}
