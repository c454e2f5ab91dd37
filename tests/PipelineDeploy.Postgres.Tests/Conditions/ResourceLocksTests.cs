using PipelineDeploy.Postgres.Conditions;

namespace PipelineDeploy.Postgres.Tests.Conditions;

[Trait("Category", "Integration")]
public sealed class ResourceLocksTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task One_holds_it_on_whatever_server_and_another_subject_does_not_wait()
    {
        using var here = new ResourceLocks(house.Database.Source);
        using var there = new ResourceLocks(house.Database.Source);
        var held = await here.TakeAsync("app shop", default);

        var waiting = there.TakeAsync("app shop", default);
        await (await there.TakeAsync("app blog", default)).DisposeAsync();
        waiting.IsCompleted.ShouldBeFalse();
        await held.DisposeAsync();

        await (await waiting).DisposeAsync();
    }

    [Fact]
    public async Task Of_many_at_once_never_two_are_in_it()
    {
        using var locks = new ResourceLocks(house.Database.Source);
        var (inside, most, through) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using var held = await locks.TakeAsync("app race", default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            through++;
        }));

        (most, through).ShouldBe((1, 20));
    }

    [Fact]
    public async Task Who_stops_waiting_takes_no_place()
    {
        using var locks = new ResourceLocks(house.Database.Source);
        var held = await locks.TakeAsync("app left", default);
        for (var i = 0; i < 10; i++)
        {
            using var leave = new CancellationTokenSource();
            var waiting = locks.TakeAsync("app left", leave.Token);
            await leave.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        }

        await held.DisposeAsync();

        await (await locks.TakeAsync("app left", default)).DisposeAsync();
    }
}
