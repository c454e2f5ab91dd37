using System.Globalization;
using Npgsql;
using PipelineDeploy.Postgres.Events;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Events;

[Trait("Category", "Integration")]
public sealed class EventStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly EventStore _events = house.Get<EventStore>();

    [Fact]
    public async Task An_event_that_commits_after_a_later_one_is_read_after_it_and_not_skipped()
    {
        var seen = await NewestAsync();
        await using var slow = await house.Database.Source.OpenConnectionAsync();
        await using var late = await slow.BeginTransactionAsync();
        await CreateAppAsync(slow, "slow");
        await house.CreateAppAsync("quick");

        var first = await _events.ReadAsync(seen, 100, CancellationToken.None);
        await late.CommitAsync();
        var second = await _events.ReadAsync(first[^1].Id, 100, CancellationToken.None);

        first.Select(one => (one.Type, one.App)).ShouldBe([("appCreated", "quick")]);
        second.Select(one => (one.Type, one.App)).ShouldBe([("appCreated", "slow")]);
        second[0].Id.ShouldBeGreaterThan(first[0].Id);
        (await _events.ReadAsync(seen, 100, CancellationToken.None)).Select(one => one.App).ShouldBe(["quick", "slow"], "whoever comes later reads them in the same order");
    }

    [Fact]
    public async Task Readers_beside_writers_whose_transactions_overlap_see_every_event_once_with_rising_numbers()
    {
        var seen = await NewestAsync();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteOverlappingAsync(writer, apps: 25))).ToList();

        var readers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FollowAsync(seen, 200))));

        await Task.WhenAll(writers);
        foreach (var read in readers)
        {
            read.Select(one => one.Id).ShouldBe(read.Select(one => one.Id).Order());
            read.Select(one => one.App).ShouldBeUnique();
            read.Count.ShouldBe(200);
        }

        readers.Select(read => string.Join(' ', read.Select(one => one.App))).Distinct().Count().ShouldBe(1, "all read the same order");
    }

    [Fact]
    public async Task A_run_tells_of_its_beginning_its_changes_and_its_end()
    {
        var seen = await NewestAsync();
        var run = await house.StartRunAsync("told", new ScriptedStep("build"));
        var claimed = (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        await house.Runs.CommitAsync(
            new(run.Id, claimed.Fence, [new(1, run.CreatedAt, new JournalEvent.StepStarted("build", 1))], [], RunState.Waiting, null, 0, run.CreatedAt, run.CreatedAt.AddHours(1)),
            CancellationToken.None);
        await house.Runs.SignalAsync(run.Id, new JournalEvent.RunPoked("look"), CancellationToken.None);
        claimed = (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        await house.Runs.CommitAsync(
            new(run.Id, claimed.Fence, [new(3, run.CreatedAt, new JournalEvent.RunFinished(RunState.Succeeded, null))], [], RunState.Succeeded, null, 2, run.CreatedAt, null),
            CancellationToken.None);

        var events = (await _events.ReadAsync(seen, 100, CancellationToken.None)).Where(one => one.Run == run.Id).ToList();

        events.Select(one => (one.Type, one.State)).ShouldBe(
            [("runBegan", "queued"), ("runChanged", "running"), ("runChanged", "waiting"), ("runChanged", "running"), ("runEnded", "succeeded")]);
        events.ShouldAllBe(one => one.App == "told");
    }

    [Fact]
    public async Task A_release_a_route_and_an_app_tell_of_themselves()
    {
        var seen = await NewestAsync();
        await house.CreateAppAsync("changing");
        await house.Database.ExecuteAsync("update routes set targets = '[]' where app = 'changing'");
        await house.Database.ExecuteAsync("update routes set generation = generation + 1 where app = 'changing'");
        await house.Database.ExecuteAsync("insert into releases (app, number, image, created_at) values ('changing', 7, 'sha256:1', now())");
        await house.Database.ExecuteAsync("delete from apps where name = 'changing'");

        var events = (await _events.ReadAsync(seen, 100, CancellationToken.None)).Where(one => one.App == "changing").ToList();

        events.Select(one => (one.Type, one.Generation, one.Release)).ShouldBe(
            [("appCreated", null, null), ("routeChanged", 2, null), ("releaseMade", null, 7), ("appDeleted", null, null)]);
    }

    [Fact]
    public async Task The_last_events_come_oldest_first()
    {
        await house.CreateAppAsync("last-1");
        await house.CreateAppAsync("last-2");

        var last = await _events.ReadLastAsync(2, CancellationToken.None);

        last.Count.ShouldBe(2);
        last[0].Id.ShouldBeLessThan(last[1].Id);
    }

    [Fact]
    public async Task Only_the_newest_events_are_kept()
    {
        await using var other = new MigratedHouse();
        await other.House.InitializeAsync();
        await other.House.Database.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture, $"insert into events (at, type, app) select now(), 'appCreated', 'a' || i from generate_series(1, {EventStore.Kept + 5}) i"));
        var events = other.House.Get<EventStore>();
        await events.ReadLastAsync(1, CancellationToken.None);

        (await events.TrimAsync(CancellationToken.None)).ShouldBe(5);

        (await events.ReadAsync(0, 1, CancellationToken.None))[0].App.ShouldBe("a6");
        (await events.TrimAsync(CancellationToken.None)).ShouldBe(0);
    }

    async Task<long> NewestAsync() => await _events.ReadLastAsync(1, CancellationToken.None) is [var last] ? last.Id : 0;

    async Task WriteOverlappingAsync(int writer, int apps)
    {
        for (var i = 0; i < apps; i++)
        {
            await using var connection = await house.Database.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await CreateAppAsync(connection, $"w{writer}-{i}");
            await Task.Yield();
            await transaction.CommitAsync();
        }
    }

    async Task<List<StoredEvent>> FollowAsync(long after, int count)
    {
        List<StoredEvent> read = [];
        while (read.Count < count)
        {
            var next = await _events.ReadAsync(after, 7, CancellationToken.None);
            after = next is [.., var last] ? last.Id : after;
            read.AddRange(next.Where(one => one.App.StartsWith('w') && one.App.Contains('-', StringComparison.Ordinal)));
        }

        return read;
    }

    static async Task CreateAppAsync(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand("insert into apps (name, created_at) values ($1, now())", connection);
        command.Parameters.AddWithValue(name);
        await command.ExecuteNonQueryAsync();
    }

    sealed class MigratedHouse : IAsyncDisposable
    {
        public MigratedDatabase House { get; } = new();

        public async ValueTask DisposeAsync() => await House.DisposeAsync();
    }
}
