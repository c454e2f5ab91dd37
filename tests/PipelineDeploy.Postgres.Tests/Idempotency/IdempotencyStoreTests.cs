using System.Security.Cryptography;
using PipelineDeploy.Postgres.Housekeeping;
using PipelineDeploy.Postgres.Idempotency;

namespace PipelineDeploy.Postgres.Tests.Idempotency;

[Trait("Category", "Integration")]
public sealed class IdempotencyStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly byte[] Asked = [1, 2, 3];

    readonly IdempotencyStore _keys = house.Get<IdempotencyStore>();
    readonly byte[] _scope = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public async Task Who_comes_first_gets_the_key_and_the_others_see_what_was_asked_and_then_what_was_answered()
    {
        var holder = await TakenAsync();

        var early = await TakeAsync();
        (await _keys.KeepAsync(_scope, holder, "sealed", default)).ShouldBeTrue();
        var late = await TakeAsync();

        early.ShouldNotBeNull().ShouldSatisfyAllConditions(one => one.Fingerprint.ShouldBe(Asked), one => one.SealedAnswer.ShouldBeNull());
        late.ShouldNotBeNull().ShouldSatisfyAllConditions(one => one.Fingerprint.ShouldBe(Asked), one => one.SealedAnswer.ShouldBe("sealed"));
    }

    [Fact]
    public async Task Of_50_at_once_one_gets_the_key() =>
        (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => TakeAsync()))).Count(earlier => earlier is null).ShouldBe(1);

    [Fact]
    public async Task A_key_that_is_freed_can_be_taken_and_one_with_an_answer_is_not_freed()
    {
        await _keys.FreeAsync(_scope, await TakenAsync(), default);
        var holder = await TakenAsync();
        await _keys.KeepAsync(_scope, holder, "sealed", default);

        await _keys.FreeAsync(_scope, holder, default);

        (await TakeAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lease_that_is_over_gives_the_key_away_and_its_holder_neither_keeps_frees_nor_renews_it_any_more()
    {
        var old = await TakenAsync();
        await ChangeAsync("lease_until = now() - interval '1 second'");

        var holder = await TakenAsync();
        (await _keys.KeepAsync(_scope, old, "old", default)).ShouldBeFalse();
        await _keys.FreeAsync(_scope, old, default);
        await ChangeAsync("lease_until = now() - interval '1 second'");
        await _keys.RenewAsync(_scope, old, default);

        (await _keys.KeepAsync(_scope, holder, "new", default)).ShouldBeTrue();
        (await TakeAsync()).ShouldNotBeNull().SealedAnswer.ShouldBe("new");
    }

    [Fact]
    public async Task A_lease_that_is_renewed_holds()
    {
        var holder = await TakenAsync();
        await ChangeAsync("lease_until = now() - interval '1 second'");

        await _keys.RenewAsync(_scope, holder, default);

        (await TakeAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_a_day_old_is_taken_anew_and_cleared_away_but_nothing_that_is_under_way()
    {
        await _keys.KeepAsync(_scope, await TakenAsync(), "sealed", default);
        await ChangeAsync("taken_at = now() - interval '24 hours 1 second'");

        var holder = await TakenAsync();
        await ChangeAsync("taken_at = now() - interval '24 hours 1 second'");
        await new IdempotencyRetentionChore(_keys).RunAsync(default);
        (await TakeAsync()).ShouldNotBeNull("under way, however long it takes");
        await _keys.KeepAsync(_scope, holder, "sealed", default);

        (await new IdempotencyRetentionChore(_keys).RunAsync(default)).ShouldBe("removed 1 kept answer");
        (await new IdempotencyRetentionChore(_keys).RunAsync(default)).ShouldBeNull();
        await TakenAsync();
    }

    Task<EarlierRequest?> TakeAsync() => _keys.TakeAsync(_scope, Asked, Guid.CreateVersion7(), default);

    async Task<Guid> TakenAsync()
    {
        var holder = Guid.CreateVersion7();
        (await _keys.TakeAsync(_scope, Asked, holder, default)).ShouldBeNull();
        return holder;
    }

    async Task ChangeAsync(string what)
    {
        await using var command = house.Database.Source.CreateCommand($"update idempotency_keys set {what} where scope = $1");
        command.Parameters.AddWithValue(_scope);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
